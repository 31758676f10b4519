#include "app/import_moves.h"

#include <stdlib.h>

static int compare_moves(const void *a, const void *b)
{
	const Move *x = a;
	const Move *y = b;
	int order = (x->contract_id > y->contract_id) - (x->contract_id < y->contract_id);
	return order != 0 ? order : x->number - y->number;
}

static void collect(ImportContext *c, Moves *moves)
{
	VEC(Move) list = {0};
	Arena *mem = c->app->mem;
	for (size_t i = 0; i < c->rows->drafts.len; i++) {
		const Draft *draft = &c->rows->drafts.at[i];
		int64_t place;
		int64_t contract = -1;
		if (!map_get(&c->known.newest, draft->row_key, &place))
			continue;
		const SourceForm *row = &c->known.at[place];
		bool exists = map_get(&c->contracts_by_key, draft->contract, &contract);
		if (!exists || c->contracts.at[contract].id != row->contract_id)
			*vec_push(mem, &list) = (Move){.draft = i,
						       .contract_id = row->contract_id,
						       .number = row->number};
	}
	if (list.len > 0)
		qsort(list.at, list.len, sizeof *list.at, compare_moves);
	moves->at = list.at;
	moves->len = list.len;
	moves->of_draft = ARENA_ARRAY(mem, Move *, c->rows->drafts.len);
	for (size_t i = 0; i < list.len; i++)
		moves->of_draft[list.at[i].draft] = &list.at[i];
}

static MUST_CHECK bool open_contract(ImportContext *c, Arena *mem, int64_t id, Session *out,
				     Err *err)
{
	const Contract *contract = import_contract_by_id(c, id);
	if (!contract)
		return fail(err, ERR_CORRUPT, "contract %lld is missing, but has entries",
			    (long long)id);
	return session_open(out, c->app->db, mem, &c->fields, contract, false, c->recorded_at,
			    c->app->user, err);
}

/* Notes what the rows' old contract says of them. */
static MUST_CHECK bool look_at_group(ImportContext *c, Arena *mem, Move *moves, size_t count,
				     Err *err)
{
	Session session;
	int64_t refused;
	if (!open_contract(c, mem, moves[0].contract_id, &session, err))
		return false;
	for (size_t i = 0; i < count; i++) {
		int32_t by = session_retracted_by(&session, moves[i].number);
		moves[i].live = by == 0;
		if (by > 0)
			moves[i].retracted_known_at = session.entries.at[by - 1].known_at;
		if (map_get(&c->rows->refused, c->rows->drafts.at[moves[i].draft].row_key,
			    &refused))
			moves[i].refusal = str_format(
				c->app->mem,
				"the row cannot leave contract '%.*s': without it a share would leave 0 to 100 %%",
				STR_ARG(session.contract.key));
	}
	return true;
}

/* The contract cannot do without the rows that leave it: the next attempt at the file leaves them where they are. */
static bool refuse_group(ImportContext *c, const Contract *contract, const Move *moves,
			 size_t count, Err *err)
{
	for (size_t i = 0; i < count; i++) {
		const Draft *draft = &c->rows->drafts.at[moves[i].draft];
		if (moves[i].taken)
			map_put(&c->rows->refused, draft->row_key, 1);
	}
	c->rows->again = true;
	return fail_in(err, "contract '%.*s'", STR_ARG(contract->key));
}

static MUST_CHECK bool retract_group(ImportContext *c, Arena *mem, const Move *moves, size_t count,
				     Err *err)
{
	Session session;
	if (!open_contract(c, mem, moves[0].contract_id, &session, err))
		return false;
	for (size_t i = 0; i < count; i++) {
		if (moves[i].taken && moves[i].live &&
		    !session_stage(&session, import_retraction(c, moves[i].number), err))
			return false;
	}
	if (!session_fold(&session, err))
		return refuse_group(c, &session.contract, moves, count, err);
	return import_save(c, &session, false, err);
}

static size_t group_end(const Moves *moves, size_t from)
{
	size_t end = from;
	while (end < moves->len && moves->at[end].contract_id == moves->at[from].contract_id)
		end++;
	return end;
}

bool import_moves_find(ImportContext *c, Moves *out, Err *err)
{
	collect(c, out);
	for (size_t i = 0; i < out->len;) {
		size_t end = group_end(out, i);
		Arena mem;
		arena_init(&mem);
		bool ok = look_at_group(c, &mem, &out->at[i], end - i, err);
		arena_deinit(&mem);
		if (!ok)
			return false;
		i = end;
	}
	return true;
}

bool import_moves_retract(ImportContext *c, const Moves *moves, Err *err)
{
	for (size_t i = 0; i < moves->len;) {
		size_t end = group_end(moves, i);
		Arena mem;
		arena_init(&mem);
		bool ok = retract_group(c, &mem, &moves->at[i], end - i, err);
		arena_deinit(&mem);
		if (!ok)
			return false;
		i = end;
	}
	return true;
}
