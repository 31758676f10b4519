#include "base/money.h"

#include "base/decimal.h"

#define TWO(code)       \
	{               \
		code, 2 \
	}

/* Active codes; funds, metals and test codes are left out. */
static const Currency CURRENCIES[] = {
	TWO("AED"), TWO("AFN"), TWO("ALL"), TWO("AMD"), TWO("ANG"), TWO("AOA"), TWO("ARS"),
	TWO("AUD"), TWO("AWG"), TWO("AZN"), TWO("BAM"), TWO("BBD"), TWO("BDT"), TWO("BGN"),
	{"BHD", 3}, {"BIF", 0}, TWO("BMD"), TWO("BND"), TWO("BOB"), TWO("BRL"), TWO("BSD"),
	TWO("BTN"), TWO("BWP"), TWO("BYN"), TWO("BZD"), TWO("CAD"), TWO("CDF"), TWO("CHF"),
	{"CLF", 4}, {"CLP", 0}, TWO("CNY"), TWO("COP"), TWO("CRC"), TWO("CUP"), TWO("CVE"),
	TWO("CZK"), {"DJF", 0}, TWO("DKK"), TWO("DOP"), TWO("DZD"), TWO("EGP"), TWO("ERN"),
	TWO("ETB"), TWO("EUR"), TWO("FJD"), TWO("FKP"), TWO("GBP"), TWO("GEL"), TWO("GHS"),
	TWO("GIP"), TWO("GMD"), {"GNF", 0}, TWO("GTQ"), TWO("GYD"), TWO("HKD"), TWO("HNL"),
	TWO("HTG"), TWO("HUF"), TWO("IDR"), TWO("ILS"), TWO("INR"), {"IQD", 3}, TWO("IRR"),
	{"ISK", 0}, TWO("JMD"), {"JOD", 3}, {"JPY", 0}, TWO("KES"), TWO("KGS"), TWO("KHR"),
	{"KMF", 0}, TWO("KPW"), {"KRW", 0}, {"KWD", 3}, TWO("KYD"), TWO("KZT"), TWO("LAK"),
	TWO("LBP"), TWO("LKR"), TWO("LRD"), TWO("LSL"), {"LYD", 3}, TWO("MAD"), TWO("MDL"),
	TWO("MGA"), TWO("MKD"), TWO("MMK"), TWO("MNT"), TWO("MOP"), TWO("MRU"), TWO("MUR"),
	TWO("MVR"), TWO("MWK"), TWO("MXN"), TWO("MYR"), TWO("MZN"), TWO("NAD"), TWO("NGN"),
	TWO("NIO"), TWO("NOK"), TWO("NPR"), TWO("NZD"), {"OMR", 3}, TWO("PAB"), TWO("PEN"),
	TWO("PGK"), TWO("PHP"), TWO("PKR"), TWO("PLN"), {"PYG", 0}, TWO("QAR"), TWO("RON"),
	TWO("RSD"), TWO("RUB"), {"RWF", 0}, TWO("SAR"), TWO("SBD"), TWO("SCR"), TWO("SDG"),
	TWO("SEK"), TWO("SGD"), TWO("SHP"), TWO("SLE"), TWO("SOS"), TWO("SRD"), TWO("SSP"),
	TWO("STN"), TWO("SVC"), TWO("SYP"), TWO("SZL"), TWO("THB"), TWO("TJS"), TWO("TMT"),
	{"TND", 3}, TWO("TOP"), TWO("TRY"), TWO("TTD"), TWO("TWD"), TWO("TZS"), TWO("UAH"),
	{"UGX", 0}, TWO("USD"), TWO("UYU"), TWO("UZS"), TWO("VED"), TWO("VES"), {"VND", 0},
	{"VUV", 0}, TWO("WST"), {"XAF", 0}, TWO("XCD"), {"XOF", 0}, {"XPF", 0}, TWO("YER"),
	TWO("ZAR"), TWO("ZMW"), TWO("ZWG"),
};

const Currency *currency_list(size_t *count)
{
	*count = sizeof CURRENCIES / sizeof CURRENCIES[0];
	return CURRENCIES;
}

bool currency_find(Str code, Currency *out, Err *err)
{
	size_t count;
	const Currency *list = currency_list(&count);
	for (size_t i = 0; i < count; i++) {
		if (str_eq_c(code, list[i].code)) {
			*out = list[i];
			return true;
		}
	}
	return fail(err, ERR_INPUT, "'%.*s' is not a currency; use an ISO 4217 code such as USD",
		    STR_ARG(str_slice(code, 0, 30)));
}

Str money_text(Arena *mem, int64_t minor, Currency currency)
{
	return decimal_text(mem, minor, currency.exponent);
}
