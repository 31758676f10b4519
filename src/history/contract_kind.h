#ifndef PACTA_HISTORY_CONTRACT_KIND_H
#define PACTA_HISTORY_CONTRACT_KIND_H

#include "base/err.h"
#include "base/str.h"

/* Fixed at a contract's creation. */
typedef enum ContractKind {
	CONTRACT_CUSTOMER,
	CONTRACT_VENDOR, /* spend: never in revenue, retention or value delivered */
} ContractKind;

const char *contract_kind_name(ContractKind kind); /* "customer", "vendor" */
MUST_CHECK bool contract_kind_parse(Str name, ContractKind *out, Err *err);

#endif
