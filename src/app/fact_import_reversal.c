/* Reversals: a recognition that takes another one back is only taken after it. */

#include "app/fact_import_parts.h"
#include "app/waiting_retry.h"

/* Recognitions of the source that are recognised, which a reversal may take back. */
static MUST_CHECK bool load_recognised(FactIntake *in, Err *err)
{
	FactFilter filter = {.kind = FACT_RECOGNITION,
			     .source = in->origin.source,
			     .known = INSTANT_MAX};
	FactList list;
	size_t on = fact_field(FACT_RECOGNITION, "recognized_on");
	if (in->recognised_loaded)
		return true;
	if (!facts_list(in->app->db, in->mem, &filter, &list, err))
		return false;
	/* What the intake has gathered is there already. */
	for (size_t i = 0; i < list.len; i++) {
		if (list.at[i].values[on].set)
			map_put(&in->recognised, list.at[i].identity, 1);
	}
	in->recognised_loaded = true;
	return true;
}

void intake_note_recognised(FactIntake *in, const Fact *fact)
{
	if (fact->kind != FACT_RECOGNITION ||
	    !fact->values[fact_field(FACT_RECOGNITION, "recognized_on")].set)
		return;
	in->recognised_more = true;
	map_put(&in->recognised, str_copy(in->mem, fact->identity), 1);
}

bool intake_must_hold(FactIntake *in, const FactDraft *draft, bool *held, Err *err)
{
	int64_t found;
	*held = false;
	if (draft->kind != FACT_RECOGNITION)
		return true;
	const FactValue *reverses = &draft->values[fact_field(FACT_RECOGNITION, "reverses")];
	if (!reverses->set)
		return true;
	if (!load_recognised(in, err))
		return false;
	*held = !map_get(&in->recognised, reverses->text, &found);
	return true;
}

void intake_hold(FactIntake *in, const FactDraft *draft, const QuarantineRow *waits)
{
	const FactSpec *spec = fact_spec(draft->kind);
	FactDraft copy = *draft;
	FactValue *values = ARENA_ARRAY(in->mem, FactValue, spec->field_count);
	for (size_t i = 0; i < spec->field_count; i++) {
		values[i] = draft->values[i];
		values[i].text = str_copy(in->mem, values[i].text);
	}
	copy.values = values;
	copy.raw = str_copy(in->mem, draft->raw);
	copy.email = str_copy(in->mem, draft->email);
	copy.project_code = str_copy(in->mem, draft->project_code);
	*vec_push(in->mem, &in->held) = (HeldDraft){copy, waits, in->told};
}

bool intake_take_held(FactIntake *in, Err *err)
{
	bool progress = true;
	while (progress && in->held.len > 0) {
		size_t count = in->held.len;
		HeldDraft *held = ARENA_ARRAY(in->mem, HeldDraft, count);
		for (size_t i = 0; i < count; i++)
			held[i] = in->held.at[i];
		in->held.len = 0;
		for (size_t i = 0; i < count; i++) {
			in->told = held[i].told;
			if (!intake_take(in, &held[i].draft, held[i].waits, err))
				return false;
		}
		progress = in->held.len < count;
	}
	return true;
}

bool intake_refuse_held(FactIntake *in, Err *err)
{
	size_t place = fact_field(FACT_RECOGNITION, "reverses");
	for (size_t i = 0; i < in->held.len; i++) {
		const HeldDraft *held = &in->held.at[i];
		Str original = held->draft.values[place].text;
		WaitReason why = {.code = QUARANTINE_REFUSED, .column = STR("reverses")};
		in->told = held->told;
		arena_trim(&in->scratch, SCRATCH_KEPT);
		why.text = str_format(&in->scratch, "it reverses '%.*s', which is not recognised",
				      STR_ARG(original));
		if (!intake_wait(in, &held->draft, held->waits, &why, err))
			return false;
	}
	in->held.len = 0;
	return true;
}

static MUST_CHECK bool retry_reversals(FactIntake *in, Err *err)
{
	QuarantineQuery query = {.source = in->origin.source,
				 .code = STR(QUARANTINE_REFUSED),
				 .limit = INT32_MAX};
	QuarantineList list;
	if (!quarantine_list(in->app->db, in->mem, &query, &list, err))
		return false;
	for (size_t i = 0; i < list.len; i++) {
		const QuarantineRow *row = &list.at[i];
		FactDraft draft;
		Str time_zone;
		if (!str_eq_c(row->fact, "recognition") || row->record.len == 0)
			continue;
		in->origin.import_id = row->import_id;
		in->origin.file = row->file;
		if (!draft_of_row(in->mem, row, &draft, &time_zone, err) ||
		    !intake_take(in, &draft, row, err))
			return false;
	}
	/* One may be the original of another: what is held is tried until nothing moves. */
	return intake_settle(in, err);
}

bool intake_retry_refused(FactIntake *in, Err *err)
{
	FactCounts counts = in->counts;
	FactOrigin origin = in->origin;
	KnownContract *only = in->only;
	in->only = NULL;
	in->origin.contract = (Str){0};
	bool ok = retry_reversals(in, err);
	in->recognised_more = false;
	in->only = only;
	in->origin = origin;
	in->counts = counts;
	return ok;
}
