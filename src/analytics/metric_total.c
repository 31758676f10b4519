#include "analytics/metric_parts.h"

struct Total {
	Arena *mem;
	const MetricPlan *plan;
	Currency currency;
	size_t added;      /* contracts or people, whether they have figures or not */
	MetricSum *sums;   /* one per metric */
	SlotValue *values; /* of the one that is added right now */
	Tally *tallies;    /* their rows keep their room */
};

Total *total_new(Arena *mem, const MetricPlan *plan, Currency currency)
{
	Total *total = ARENA_NEW(mem, Total);
	*total = (Total){
		.mem = mem,
		.plan = plan,
		.currency = currency,
		.sums = ARENA_ARRAY(mem, MetricSum, plan->metric_count),
		.values = ARENA_ARRAY(mem, SlotValue, plan->slot_count),
		.tallies = ARENA_ARRAY(mem, Tally, plan->slot_count),
	};
	return total;
}

void total_clear(Total *total)
{
	total->added = 0;
	for (size_t i = 0; i < total->plan->metric_count; i++)
		metric_sum_clear(&total->sums[i]);
}

/* An input that says nothing beside its value needs no part. False: it does, or is no such input. */
static bool add_input(const Ask *ask, const PlannedMetric *planned, const SlotValue *values,
		      MetricSum *sum)
{
	const SlotValue *value = &values[planned->formula.slots[0]];
	unsigned subject = ask->book ? OF_CONTRACT : OF_RESOURCE;
	if (!planned->is_input || (planned->subjects & subject) == 0 ||
	    (planned->of_money && (ask->converts || !ask->money)) || value->na != REASON_NONE ||
	    value->flags != 0 || value->na_detail.len > 0 || value->said.len > 0 ||
	    value->unrated || value->sum > INT64_MAX || value->sum < INT64_MIN)
		return false;
	if (sum->parts++ == 0) {
		sum->first_numerator = ratio_of((int64_t)value->sum);
		sum->first_denominator = ratio_of(1);
	}
	sum->numerator += value->sum;
	sum->denominator++;
	return true;
}

static void add_parts(Total *total, const Ask *ask, Str name)
{
	Str kept = {0};
	total->added++;
	ask_all(ask, total->plan, total->tallies, total->values);
	for (size_t i = 0; i < total->plan->metric_count; i++) {
		const PlannedMetric *planned = &total->plan->metrics[i];
		MetricSum *sum = &total->sums[i];
		Part part;
		if (add_input(ask, planned, total->values, sum))
			continue;
		ask_part(ask, planned, total->values, &part);
		if (part.na == REASON_NOT_OF_SCOPE) {
			sum->not_of_scope++;
			continue;
		}
		bool names = part.na != REASON_NONE || (part.flags & FIGURE_PARTIAL) != 0;
		if (names && kept.len == 0)
			kept = str_copy(total->mem, name);
		metric_sum_add(total->mem, sum, planned, &part, kept);
	}
}

void total_add_contract(Total *total, const Question *question, const Book *book)
{
	Ask ask;
	ask_contract(&ask, total->mem, question, book, total->currency);
	add_parts(total, &ask, book->key);
}

void total_add_resource(Total *total, const Question *question, const Resource *resource)
{
	Ask ask;
	ask_resource(&ask, total->mem, question, resource);
	add_parts(total, &ask, resource->key);
}

void total_add_total(Total *total, const Total *other)
{
	total->added += other->added;
	for (size_t i = 0; i < total->plan->metric_count; i++)
		metric_sum_merge(total->mem, &total->sums[i], &other->sums[i]);
}

/* No day of the period is seen: sums of it would be false zeros. */
static bool is_not_begun(const Metric *metric, const Question *question)
{
	return !metric->to_date && question->asked.from.day > question->as_of.day;
}

/* Reasons that also later days will not change stay. */
static void tell_not_begun(Figure *figure)
{
	if (figure->na == REASON_NOT_OF_SCOPE || figure->na == REASON_VENDOR ||
	    figure->na == REASON_NO_FACTS)
		return;
	*figure = (Figure){
		.metric = figure->metric,
		.na = REASON_NOT_BEGUN,
		.value = RATIO_ZERO,
		.target = RATIO_ZERO,
		.deviation = RATIO_ZERO,
		.share = RATIO_ZERO,
		.is_quotient = figure->is_quotient,
		.of_money = figure->of_money,
	};
}

const Figure *total_figures(const Total *total, Arena *mem, const Question *question)
{
	unsigned running = question_is_running(question) ? FIGURE_RUNNING : 0;
	unsigned open = question_is_closed(question) ? 0 : FIGURE_OPEN;
	Figure *figures = ARENA_ARRAY(mem, Figure, total->plan->metric_count);
	for (size_t i = 0; i < total->plan->metric_count; i++) {
		const PlannedMetric *planned = &total->plan->metrics[i];
		Figure *figure = &figures[i];
		metric_sum_figure(&total->sums[i], planned, total->added, mem, figure);
		if (is_not_begun(planned->metric, question))
			tell_not_begun(figure);
		figure->flags |= running;
		if (planned->metric->needs_closed)
			figure->flags |= open;
		if (planned->of_money)
			figure->currency = total->currency;
	}
	return figures;
}
