#ifndef PACTA_CLI_WORDING_H
#define PACTA_CLI_WORDING_H

/*
 * How values read for people: real minus signs, thousands apart, "1 Mar 2009", ends as last days,
 * n/a with its reason, "–" where nothing is set. Pure.
 */

#include "app/app.h"
#include "cli/table.h"
#include "history/earning.h"
#include "history/warning.h"
#include "store/contract.h"

Str shown_count(Arena *mem, uint64_t count);
Str shown_number(Arena *mem, int64_t scaled, int digits);
Str shown_amount(Arena *mem, Amount amount, Currency currency);
Str shown_effect(Arena *mem, Amount amount, Currency currency); /* with its sign */
Str shown_na(Arena *mem, const char *reason);                   /* "n/a · no end" */
Str shown_text(Arena *mem, Str text);                           /* of a user: made safe */

Str shown_date(Arena *mem, Date date);
Str shown_last_day(Arena *mem, Date end);  /* of a half-open stretch */
Str shown_instant(Arena *mem, Instant at); /* the day alone where it is 00:00Z */

/* "annual value"; "from" and "to" for starts_on and ends_on. `place`: in Fields. */
Str field_label(Arena *mem, const Fields *fields, size_t place);
/* "USD per year" */
Str field_unit(Arena *mem, const Field *field, Currency currency);
/* ends_on as its last day. */
Str shown_value(Arena *mem, const Fields *fields, size_t place, Currency currency, Value value);

/* The same for a column that is never cut: on a terminal long text is cut here. */
Str shown_value_short(const Screen *screen, Arena *mem, const Fields *fields, size_t place,
		      Currency currency, Value value);

/* "Latest state · known now", "As of 31 Dec 2009 · known on 10 Mar 2010". */
Str shown_moment(Arena *mem, Moment moment, const char *latest);

/* "HARBOUR-2009 · Deck maintenance", the account, kind and currency below. */
void add_contract_title(const Screen *screen, Buf *out, Arena *mem, const Contract *contract);

/* A line for each, behind an empty one; nothing where there are none. */
void add_warnings(Buf *out, Arena *mem, WarningList warnings);

#endif
