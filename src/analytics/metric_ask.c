#include "analytics/metric_parts.h"

#include <string.h>

static bool same_currency(Currency a, Currency b)
{
	return strcmp(a.code, b.code) == 0;
}

void ask_contract(Ask *ask, Arena *mem, const Question *question, const Book *book,
		  Currency currency)
{
	const Firm *firm = question->firm;
	bool told = currency.code[0] != '\0';
	*ask = (Ask){.question = *question, .book = book, .mem = mem};
	ask->question.memo = &ask->memo;
	ask->converts = told && !same_currency(book->currency, currency);
	ask->money = told && (!ask->converts || same_currency(currency, firm->reporting));
	ask->no_money = told ? REASON_NO_RATE : REASON_NO_REPORTING_CURRENCY;
	ask->convert = (Converter){.firm = firm, .book = book, .as_of = question->cut};
}

void ask_resource(Ask *ask, Arena *mem, const Question *question, const Resource *resource)
{
	*ask = (Ask){.question = *question, .resource = resource, .mem = mem};
	ask->question.memo = &ask->memo;
}

bool ask_has(const Ask *ask, const Slot *slot)
{
	if (!ask->money && unit_is_money(slot->measure->unit))
		return false;
	return ask->book ? slot->measure->of_contract != NULL : slot->measure->of_resource != NULL;
}

void ask_tally(const Ask *ask, const Slot *slot, Tally *out)
{
	const Measure *measure = slot->measure;
	Converter convert;
	bool converts = ask->converts && unit_is_money(measure->unit);
	if (converts) {
		convert = ask->convert;
		convert.kind = slot->rate;
		convert.only_budgeted = slot->only_budgeted;
	}
	*out = (Tally){
		.mem = ask->mem,
		.keeps_rows = ask->keeps_rows,
		.keeps_lags = measure->unit == UNIT_LAGS,
		.convert = converts ? &convert : NULL,
		.carries = {out->carries.at, 0, out->carries.cap},
		.rows = {out->rows.at, 0, out->rows.cap},
	};
	if (ask->book) {
		out->currency = ask->book->currency;
		measure->of_contract(&ask->question, ask->book, out);
	} else {
		measure->of_resource(&ask->question, ask->resource, out);
	}
	tally_finish(out);
	out->convert = NULL;
}

SlotValue slot_value(const Tally *tally)
{
	return (SlotValue){
		.sum = tally->sum,
		.na = tally->na,
		.na_detail = tally->na_detail,
		.flags = tally->flags,
		.lags = tally->rows.at,
		.lag_count = tally->rows.len,
		.said = tally->said,
		.unrated = tally->unrated.len > 0 ? &tally->unrated : NULL,
	};
}

void ask_all(const Ask *ask, const MetricPlan *plan, Tally *tallies, SlotValue *values)
{
	for (size_t i = 0; i < plan->slot_count; i++) {
		const Slot *slot = &plan->slots[i];
		if (!ask_has(ask, slot))
			continue;
		if (!ask->converts && slot->base != i) {
			values[i] = values[slot->base];
			continue;
		}
		ask_tally(ask, slot, &tallies[i]);
		values[i] = slot_value(&tallies[i]);
	}
}

void ask_part(const Ask *ask, const PlannedMetric *planned, const SlotValue *values, Part *out)
{
	unsigned subject = ask->book ? OF_CONTRACT : OF_RESOURCE;
	if ((planned->subjects & subject) == 0) {
		*out = (Part){.na = REASON_NOT_OF_SCOPE};
		return;
	}
	if (planned->of_money && !ask->money) {
		*out = (Part){.na = ask->no_money};
		return;
	}
	part_make(planned, values, out);
	if (out->na == REASON_NONE && ask->converts && planned->of_money)
		out->flags |= FIGURE_CONVERTED;
}
