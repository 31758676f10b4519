#ifndef PACTA_APP_RESOLVER_PARTS_H
#define PACTA_APP_RESOLVER_PARTS_H

/* What the sources of the resolver share, and nobody else uses. */

#include "app/name_match.h"
#include "app/resolver.h"

/* What a name means, whatever the day: one thing of ours, or links to choose from by the day. */
typedef struct Meaning {
	KnownContract *contract;
	int64_t id;         /* of a task or resource */
	const Link **links; /* best first */
	size_t link_count;
} Meaning;

struct Resolver {
	App *app;
	Arena *mem;
	ResolverSize size;
	bool all_contracts; /* every contract is known here */
	Map contracts;      /* KnownContract by key */
	Map contracts_by_id;
	KnownContracts known;
	KnownContracts spoken_of;
	Map resources; /* id by key */
	Map declared;  /* keys of those that are declared */
	Map sources;   /* id by name */
	Str source;
	int64_t source_id;
	Links links;
	VEC(Meaning) meanings;
	Map contract_meanings; /* place in meanings, by the words */
	Map person_meanings;
	Buf words;
	struct {
		ContractWords words;
		int64_t meaning; /* -1: none yet */
		Buf texts;
	} last; /* most rows name the contract of the row before */
};

/* Appends the links that speak of a name, best first. Links of tasks count within their contract only. */
void resolver_add_links(Resolver *resolver, Meaning *meaning, const NameAsked *asked,
			int64_t contract_id);

/* Keeps what a name means; gives its place among the meanings. */
int64_t resolver_keep_meaning(Resolver *resolver, Map *map, Str key, Meaning meaning);

/* The link that holds on the day, or NULL. */
const Link *meaning_link_on(const Meaning *meaning, Date on);

#endif
