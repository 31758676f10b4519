#include "app/check.h"

#include "app/check_facts.h"
#include "app/lookup.h"
#include "history/snapshot.h"
#include "store/chain.h"
#include "store/custom_field.h"
#include "store/document.h"
#include "store/recording_clock.h"
#include "store/revision.h"
#include "store/snapshot.h"

#include <stdio.h>

enum { FINDINGS_MAX = 100 };

/* The newest link of one chain at the cut-off instant, and what a rebuild of the snapshots gives. */
typedef struct Chain {
	const Contract *contract;
	bool seen;          /* it has entries */
	bool sound;         /* so far nothing was found */
	int32_t cut_number; /* entries recorded up to the cut-off */
	Digest cut_hash;
	Digest rebuilt; /* digest over the snapshots that its entries give */
	bool snapshots_seen;
} Chain;

typedef struct Checking {
	App *app;
	Fields fields;
	ContractList contracts; /* by id */
	Chain *chains;          /* one per contract */
	Instant cut;
	Instant newest; /* recorded instant, by the clock and by the rows */
	bool clock_is_behind;
	CheckReport report;
	VEC(Finding) findings;
} Checking;

static void find(Checking *c, const Contract *contract, const char *what)
{
	if (c->findings.len >= FINDINGS_MAX)
		return;
	Str text = str_from_c(what);
	if (contract)
		text = str_format(c->app->mem, "contract '%.*s': %s",
				  STR_ARG(str_slice(contract->key, 0, 300)), what);
	*vec_push(c->app->mem, &c->findings) = (Finding){str_copy(c->app->mem, text)};
}

static void find_error(Checking *c, const Contract *contract, const Err *err)
{
	find(c, contract, err->text);
}

static Chain *chain_of(Checking *c, int64_t contract_id)
{
	const Contract *contract = contract_by_id(&c->contracts, contract_id);
	return contract ? &c->chains[contract - c->contracts.at] : NULL;
}

static void add_figures(ChainLink *link, const Figures *figures)
{
	link_add_int(link, (int64_t)figures->revenue.na);
	link_add_int(link, figures->revenue.minor);
	link_add_int(link, (int64_t)figures->profit.na);
	link_add_int(link, figures->profit.minor);
	link_add_int(link, figures->estimate);
}

static Digest digest_snapshots(const Fields *fields, const SnapshotList *list)
{
	ChainLink link;
	link_init(&link, &(Digest){{0}});
	for (size_t i = 0; i < list->len; i++) {
		const Snapshot *row = &list->at[i];
		link_add_int(&link, row->effective_on.day);
		for (size_t f = 0; f < fields->len; f++) {
			link_add_int(&link, row->values[f].set);
			link_add_int(&link, row->values[f].set ? row->values[f].number : 0);
			link_add_text(&link, row->values[f].set ? row->values[f].text : (Str){0});
		}
		add_figures(&link, &row->figures.first_year);
		add_figures(&link, &row->figures.last_year);
		add_figures(&link, &row->figures.total);
	}
	return link_final(&link);
}

/* A clock that was set back would let a head leave out what was recorded. */
static void note_recorded(Checking *c, Instant recorded_at)
{
	if (recorded_at.us <= c->newest.us)
		return;
	c->newest = recorded_at;
	c->clock_is_behind = true;
}

static void check_links(Checking *c, Chain *chain, const StoredHistory *history)
{
	const Contract *contract = chain->contract;
	Digest before = contract->hash;
	for (size_t i = 0; i < history->count; i++) {
		const Entry *entry = &history->entries[i];
		Digest expected = revision_link(&before, contract->id, &c->fields, entry);
		if (!digest_eq(expected, history->hashes[i])) {
			char what[120];
			(void)snprintf(
				what, sizeof what,
				"revision %d is not what was written, or its link was changed",
				(int)entry->number);
			find(c, contract, what);
			chain->sound = false;
		}
		before = history->hashes[i];
		note_recorded(c, entry->recorded_at);
		if (entry->recorded_at.us <= c->cut.us) {
			chain->cut_number = entry->number;
			chain->cut_hash = history->hashes[i];
		}
	}
	if ((size_t)contract->entries != history->count || !digest_eq(contract->head, before)) {
		find(c, contract,
		     "the chain's head is not its newest entry; entries are missing or the head was changed");
		chain->sound = false;
	}
}

static void check_fold(Checking *c, Arena *mem, Chain *chain, const StoredHistory *history)
{
	Fold fold;
	SnapshotList list;
	Err err;
	EntryList entries = view_select(mem, history->entries, history->count, VIEW_ALL);
	if (!fold_entries(mem, &c->fields, entries, &fold, &err) ||
	    !fold_check_shares(&c->fields, &fold, &err) ||
	    !snapshots_of(mem, &fold, convention_default(), &list, &err)) {
		find_error(c, chain->contract, &err);
		chain->sound = false;
		return;
	}
	chain->rebuilt = digest_snapshots(&c->fields, &list);
	c->report.snapshots += list.len;
}

static bool check_history(void *context, Arena *mem, const StoredHistory *history, Err *err)
{
	Checking *c = context;
	Chain *chain = chain_of(c, history->contract_id);
	(void)err;
	if (!chain) {
		char what[120];
		(void)snprintf(what, sizeof what, "contract %lld is missing, but has entries",
			       (long long)history->contract_id);
		find(c, NULL, what);
		return true;
	}
	chain->seen = true;
	c->report.entries += history->count;
	check_links(c, chain, history);
	check_fold(c, mem, chain, history);
	return true;
}

static bool check_snapshots(void *context, Arena *mem, int64_t contract_id,
			    const SnapshotList *list, Err *err)
{
	Checking *c = context;
	Chain *chain = chain_of(c, contract_id);
	(void)mem;
	(void)err;
	if (!chain) {
		find(c, NULL, "there are snapshots of a contract that is missing");
		return true;
	}
	chain->snapshots_seen = true;
	Digest stored = digest_snapshots(&c->fields, list);
	if (chain->sound && !digest_eq(stored, chain->rebuilt))
		find(c, chain->contract, "the stored snapshots differ from a rebuild");
	return true;
}

static void check_contract_row(Checking *c, Chain *chain)
{
	const Contract *contract = chain->contract;
	note_recorded(c, contract->created_at);
	chain->cut_hash = contract->hash;
	chain->rebuilt = digest_snapshots(&c->fields, &(SnapshotList){0});
	chain->sound = digest_eq(contract_link(contract), contract->hash);
	if (!chain->sound)
		find(c, contract,
		     "the contract's row is not what was written, or its link was changed");
}

/* Contracts that no history or no snapshots were found of. */
static void check_silent(Checking *c)
{
	Digest nothing = digest_snapshots(&c->fields, &(SnapshotList){0});
	for (size_t i = 0; i < c->contracts.len; i++) {
		Chain *chain = &c->chains[i];
		if (!chain->seen && (chain->contract->entries != 0 ||
				     !digest_eq(chain->contract->head, chain->contract->hash)))
			find(c, chain->contract,
			     "the chain's head is not its newest entry; entries are missing");
		if (!chain->snapshots_seen && chain->sound && !digest_eq(nothing, chain->rebuilt))
			find(c, chain->contract,
			     "the stored snapshots differ from a rebuild: there are none");
	}
}

static MUST_CHECK bool check_document(Checking *c, const Document *document, Err *err)
{
	Err fault;
	const Contract *contract = contract_by_id(&c->contracts, document->contract_id);
	if (!document_read(c->app->db, document, NULL, NULL, &fault)) {
		if (fault.code != ERR_CORRUPT)
			return fail(err, fault.code, "%s", fault.text);
		find(c, contract, fault.text);
	}
	c->report.documents += !document->removed;
	return true;
}

static MUST_CHECK bool check_documents(Checking *c, Err *err)
{
	DocumentList documents;
	Err fault;
	if (!document_list(c->app->db, c->app->mem, 0, &documents, &fault)) {
		if (fault.code != ERR_CORRUPT)
			return fail(err, fault.code, "%s", fault.text);
		find_error(c, NULL, &fault);
		return true;
	}
	for (size_t i = 0; i < documents.len; i++) {
		if (!check_document(c, &documents.at[i], err))
			return false;
	}
	return true;
}

/* Over the newest link of each chain, by contract id: as it was at the cut-off, or as it is. */
static Str head_at(const Checking *c, Instant at, bool is_cut)
{
	ChainLink link;
	link_init(&link, &(Digest){{0}});
	for (size_t i = 0; i < c->contracts.len; i++) {
		const Chain *chain = &c->chains[i];
		const Contract *contract = chain->contract;
		const Digest *hash = is_cut ? &chain->cut_hash : &contract->head;
		if (contract->created_at.us > at.us)
			continue;
		link_add_int(&link, contract->id);
		link_add_int(&link, is_cut ? chain->cut_number : contract->entries);
		link_add_text(&link, (Str){(const char *)hash->bytes, sizeof hash->bytes});
	}
	Str instant = instant_text(c->app->mem, at);
	Str hash = digest_hex(c->app->mem, link_final(&link));
	return str_format(c->app->mem, "%.*s:%.*s", STR_ARG(instant), STR_ARG(hash));
}

static MUST_CHECK bool parse_head(Str head, Instant *cut, Err *err)
{
	Digest digest;
	size_t hex = head.len > 65 ? head.len - 64 : 0;
	if (hex == 0 || head.ptr[hex - 1] != ':' ||
	    !digest_from_hex(str_slice(head, hex, head.len), &digest, err) ||
	    !instant_parse(str_slice(head, 0, hex - 1), cut, NULL, err))
		return fail(err, ERR_INPUT,
			    "'%.*s' is not a head; give one that an earlier check printed",
			    STR_ARG(str_slice(head, 0, 120)));
	return true;
}

/* One pass over everything, with heads taken at `cut`. */
static MUST_CHECK bool pass(Checking *c, Err *err)
{
	App *app = c->app;
	Err fault;
	if (!custom_field_load(app->db, app->mem, &c->fields, err))
		return false;
	if (!contract_list(app->db, app->mem, 0, &c->contracts, &fault)) {
		if (fault.code != ERR_CORRUPT)
			return fail(err, fault.code, "%s", fault.text);
		find_error(c, NULL, &fault);
		return true;
	}
	contracts_sort_by_id(&c->contracts);
	c->chains = ARENA_ARRAY(app->mem, Chain, c->contracts.len);
	c->report.contracts = c->contracts.len;
	for (size_t i = 0; i < c->contracts.len; i++) {
		c->chains[i].contract = &c->contracts.at[i];
		check_contract_row(c, &c->chains[i]);
	}
	bool ok = revision_visit(app->db, &c->fields, HISTORY_OF_ALL, 0, check_history, c, &fault);
	ok = ok && snapshot_visit(app->db, &c->fields, SNAPSHOTS_ALL, DATE_NONE, check_snapshots, c,
				  &fault);
	if (ok) {
		check_silent(c);
		return true;
	}
	if (fault.code != ERR_CORRUPT)
		return fail(err, fault.code, "%s", fault.text);
	find_error(c, NULL, &fault);
	return true;
}

static MUST_CHECK bool check_all_facts(Checking *c, Err *err)
{
	FactCheck facts;
	if (!check_facts(c->app, &facts, err))
		return false;
	c->report.time_entries = facts.entries;
	c->report.facts = facts.facts;
	for (size_t i = 0; i < facts.finding_count; i++)
		find(c, NULL, str_to_c(c->app->mem, facts.findings[i]));
	return true;
}

static MUST_CHECK bool check(App *app, const Str *expect_head, CheckReport *out, Err *err)
{
	Checking c = {.app = app};
	Err fault;
	if (!recording_clock_read(app->db, &c.newest, err))
		return false;
	c.cut = c.newest;
	if (expect_head && !parse_head(*expect_head, &c.cut, err))
		return fail_at(err, "expect_head");
	if (!db_check_files(app->db, &fault)) {
		if (fault.code != ERR_CORRUPT)
			return fail(err, fault.code, "%s", fault.text);
		find_error(&c, NULL, &fault);
	}
	if (!pass(&c, err) || !check_documents(&c, err) || !check_all_facts(&c, err))
		return false;
	if (c.clock_is_behind)
		find(&c, NULL,
		     "the recording clock stands before what was recorded; it was set back");
	c.report.head = head_at(&c, c.newest, false);
	if (expect_head && !str_eq(*expect_head, head_at(&c, c.cut, true)))
		find(&c, NULL,
		     "the head is not the expected one: what was recorded up to then is not complete any more, "
		     "or was changed");
	c.report.findings = c.findings.at;
	c.report.finding_count = c.findings.len;
	*out = c.report;
	return true;
}

bool check_run(App *app, const Str *expect_head, CheckReport *out, Err *err)
{
	if (!app_begin_read(app, err))
		return false;
	bool ok = check(app, expect_head, out, err);
	app_end(app);
	return ok;
}
