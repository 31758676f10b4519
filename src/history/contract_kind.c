#include "history/contract_kind.h"

static const char *const KINDS[] = {"customer", "vendor"};

const char *contract_kind_name(ContractKind kind)
{
	return KINDS[kind];
}

bool contract_kind_parse(Str name, ContractKind *out, Err *err)
{
	for (size_t i = 0; i < sizeof KINDS / sizeof KINDS[0]; i++) {
		if (str_eq_c(name, KINDS[i])) {
			*out = (ContractKind)i;
			return true;
		}
	}
	return fail(err, ERR_INPUT, "'%.*s' is not a kind of contract; use customer or vendor",
		    STR_ARG(str_slice(name, 0, 60)));
}
