#include "app/demo_data.h"

#define TEXT(literal)                        \
	{                                    \
		literal, sizeof(literal) - 1 \
	}

const Field DEMO_FIELDS[] = {
	{
		.name = TEXT("region"),
		.type = FIELD_CHOICE,
		.choices =
			(const Str[]){TEXT("Americas"), TEXT("Europe"), TEXT("Asia"), TEXT("Gulf")},
		.choice_count = 4,
		.help = TEXT("where the work is done"),
	},
	{
		.name = TEXT("site_count"),
		.type = FIELD_NUMBER,
		.unit = TEXT("sites"),
		.help = TEXT("sites that the contract covers"),
	},
	{
		.name = TEXT("purchase_order"),
		.type = FIELD_TEXT,
		.help = TEXT("the customer's order number, printed on invoices"),
	},
};
const size_t DEMO_FIELD_COUNT = sizeof DEMO_FIELDS / sizeof DEMO_FIELDS[0];

const DemoAccount DEMO_ACCOUNTS[] = {
	{"Alderbrook Bank", "Regional bank with 38 branches"},
	{"Aokaze Shipping", "Container terminals"},
	{"Bluefinch Logistics", "Depots and warehouses"},
	{"Brightmop Cleaning", "Vendor: night cleaning"},
	{"Cedarvale Schools", "Public school district; its year begins in August"},
	{"Dune Bay Water", "Water utility"},
	{"Fleetmoor Leasing", "Vendor: vans"},
	{"Halloway Hospitals", "Five hospitals, a sixth site since 2025"},
	{"Harbour Foods", "Frozen food; customer of 2009, again since 2024"},
	{"Orchardline Retail", "Stores sold in 2025"},
	{"Ostermark Maschinenbau", "Machine builder, four halls"},
	{"Prairiewind Energy", "Wind farms"},
	{"Redlantern Theatres", "Left in 2024, came back in 2025"},
	{"Stackhaven Hosting", "Vendor: hosting, billed in dollars and euros"},
	{"Summitry Biotech", "Laboratories; customer since 2025"},
	{"Thornwick Hotels", "Nine hotels"},
	{"Tidewell Insurance", "Service desk for all offices"},
};
const size_t DEMO_ACCOUNT_COUNT = sizeof DEMO_ACCOUNTS / sizeof DEMO_ACCOUNTS[0];

/* Columns: key, account, currency, name, known, signed, terms. */
#define ROW(kind_, effective, k, with, money, title, known_, signed_, terms_)                  \
	{                                                                                      \
		.key = (k), .account = (with), .currency = (money), .name = (title),           \
		.known = (known_), .signed_on = (signed_), .terms = (terms_), .kind = (kind_), \
		.effective_on = (effective)                                                    \
	}
#define CUSTOMER(...) ROW(CONTRACT_CUSTOMER, "", __VA_ARGS__)
#define VENDOR(...) ROW(CONTRACT_VENDOR, "", __VA_ARGS__)
/* In effect before it starts, so that it is seen in plans as of days before. */
#define PLANNED(effective, ...) ROW(CONTRACT_CUSTOMER, effective, __VA_ARGS__)

const DemoContract DEMO_CONTRACTS[] = {
	/* The contract of the published table. */
	CUSTOMER(DEMO_PUBLISHED_KEY, "Harbour Foods", "USD", "Facilities support 2009–11",
		 "2009-02-20", "2009-02-18",
		 "starts_on=2009-03-01; ends_on=2011-03-01; annual_value=100000; direct_labor=60%"),

	/* In dollars. */
	CUSTOMER("HARBOUR-FM-2024", "Harbour Foods", "USD", "Plant cleaning and pest control",
		 "2023-12-06", "2023-12-04",
		 "starts_on=2024-01-01; ends_on=2027-01-01; annual_value=186000; direct_labor=62%; "
		 "pricing=retainer; recurring=yes; committed_hours=4200; "
		 "committed_basis=contract_year; billing_rate=46; utilization_baseline=92%; "
		 "margin_target=18%; recognition_days=5; notice_by=2026-09-30; "
		 "manager=Account manager 1; region=Americas; site_count=3; "
		 "purchase_order=PO-88213"),
	CUSTOMER("HARBOUR-EN-2025", "Harbour Foods", "USD", "Refrigeration plant upgrade",
		 "2025-01-22", "2025-01-20",
		 "starts_on=2025-02-03; ends_on=2025-12-01; value_basis=total; total_value=640000; "
		 "direct_labor=44%; pricing=fixed; committed_hours=3600; committed_basis=term; "
		 "billing_rate=128; margin_target=22%; recognition_days=10; "
		 "manager=Account manager 4; region=Americas; site_count=1; "
		 "purchase_order=PO-88977"),
	PLANNED("2026-09-10", "HARBOUR-EN-2026", "Harbour Foods", "USD", "Packing line conveyors",
		"2026-09-10", "",
		"starts_on=2026-11-02; ends_on=2027-05-01; value_basis=total; direct_labor=45%; "
		"pricing=fixed; status=draft; committed_hours=900; committed_basis=term; "
		"billing_rate=132; margin_target=22%; recognition_days=10; "
		"manager=Account manager 4; region=Americas; site_count=1"),
	CUSTOMER("HALLOWAY-FM-2023", "Halloway Hospitals", "USD", "Ward cleaning and portering",
		 "2023-02-16", "2023-02-14",
		 "starts_on=2023-04-01; ends_on=2026-04-01; annual_value=1240000; "
		 "direct_labor=68%; pricing=fixed; recurring=yes; committed_hours=31000; "
		 "committed_basis=contract_year; utilization_baseline=94%; margin_target=14%; "
		 "notice_by=2025-12-31; manager=Account manager 2; region=Americas; site_count=5; "
		 "purchase_order=HH-2023-0417"),
	CUSTOMER("HALLOWAY-FM-2026", "Halloway Hospitals", "USD", "Ward cleaning and portering",
		 "2025-12-12", "2025-12-10",
		 "starts_on=2026-04-01; ends_on=2029-04-01; annual_value=1446000; "
		 "direct_labor=70%; pricing=fixed; recurring=yes; renews=HALLOWAY-FM-2023; "
		 "committed_hours=33400; committed_basis=contract_year; utilization_baseline=94%; "
		 "margin_target=14%; notice_by=2028-12-31; manager=Account manager 2; "
		 "region=Americas; site_count=6; purchase_order=HH-2025-1190"),
	CUSTOMER("HALLOWAY-IT-2024", "Halloway Hospitals", "USD", "Clinical workstation support",
		 "2024-05-30", "2024-05-28",
		 "starts_on=2024-07-01; ends_on=2027-07-01; annual_value=312000; direct_labor=56%; "
		 "pricing=retainer; recurring=yes; day_count=ACT/ACT; committed_hours=260; "
		 "committed_basis=month; billing_rate=98; utilization_baseline=88%; "
		 "margin_target=24%; recognition_days=5; manager=Account manager 2; "
		 "region=Americas; site_count=5"),
	CUSTOMER("HALLOWAY-EN-2024", "Halloway Hospitals", "USD", "Biomedical equipment upkeep",
		 "2024-01-18", "2024-01-16",
		 "starts_on=2024-02-01; ends_on=2026-02-01; annual_value=150000; direct_labor=58%; "
		 "pricing=time_and_materials; recurring=yes; billing_rate=118; margin_target=20%; "
		 "recognition_days=8; manager=Account manager 4; region=Americas; site_count=5"),
	CUSTOMER("BLUEFINCH-FM-2024", "Bluefinch Logistics", "USD", "Depot facilities",
		 "2024-02-12", "2024-02-09",
		 "starts_on=2024-02-29; ends_on=2027-02-28; annual_value=420000; direct_labor=63%; "
		 "pricing=fixed; recurring=yes; day_count=ACT/CY; margin_target=16%; "
		 "notice_by=2026-11-30; manager=Account manager 3; region=Americas; site_count=7; "
		 "purchase_order=4500118820"),
	CUSTOMER("BLUEFINCH-IT-2024", "Bluefinch Logistics", "USD", "Warehouse systems support",
		 "2024-05-15", "2024-05-14",
		 "starts_on=2024-06-01; ends_on=2025-06-01; annual_value=96000; direct_labor=55%; "
		 "pricing=prepaid_hours; recurring=yes; committed_hours=800; "
		 "committed_basis=contract_year; billing_rate=120; utilization_baseline=95%; "
		 "margin_target=25%; manager=Account manager 3; region=Americas; site_count=7; "
		 "purchase_order=4500120417"),
	CUSTOMER("BLUEFINCH-CO-2025", "Bluefinch Logistics", "USD", "Depot network study",
		 "2024-12-19", "2024-12-18",
		 "starts_on=2025-01-13; ends_on=2025-07-01; value_basis=total; total_value=175000; "
		 "direct_labor=48%; pricing=fixed; committed_hours=1100; committed_basis=term; "
		 "billing_rate=160; margin_target=30%; recognition_days=10; "
		 "manager=Account manager 5; region=Americas; site_count=7"),
	CUSTOMER("CEDARVALE-FM-2023", "Cedarvale Schools", "USD", "Caretaking of fourteen schools",
		 "2023-06-14", "2023-06-12",
		 "starts_on=2023-08-01; ends_on=2025-08-01; annual_value=560000; direct_labor=66%; "
		 "pricing=fixed; recurring=yes; day_count=30/360; committed_hours=14500; "
		 "committed_basis=contract_year; utilization_baseline=90%; margin_target=12%; "
		 "notice_by=2025-05-31; manager=Account manager 1; region=Americas; site_count=14"),
	CUSTOMER("CEDARVALE-IT-2024", "Cedarvale Schools", "USD", "Classroom device support",
		 "2024-07-18", "2024-07-16",
		 "starts_on=2024-09-01; ends_on=2026-09-01; annual_value=144000; direct_labor=54%; "
		 "pricing=retainer; recurring=yes; committed_hours=130; committed_basis=month; "
		 "billing_rate=92; utilization_baseline=85%; margin_target=20%; "
		 "manager=Account manager 1; region=Americas; site_count=14"),
	CUSTOMER("CEDARVALE-EN-2025", "Cedarvale Schools", "USD", "Boiler replacement programme",
		 "2025-03-06", "2025-03-04",
		 "starts_on=2025-04-01; ends_on=2026-10-01; total_value=380000; direct_labor=42%; "
		 "pricing=capped; committed_hours=2900; committed_basis=term; billing_rate=124; "
		 "margin_target=18%; recognition_days=10; manager=Account manager 4; "
		 "region=Americas; site_count=9"),
	CUSTOMER("TIDEWELL-IT-2023", "Tidewell Insurance", "USD", "Service desk", "2022-11-30",
		 "2022-11-28",
		 "starts_on=2023-01-01; ends_on=2026-01-01; annual_value=890000; direct_labor=57%; "
		 "pricing=retainer; recurring=yes; day_count=ACT/360; committed_hours=1150; "
		 "committed_basis=month; billing_rate=68; utilization_baseline=93%; "
		 "margin_target=22%; recognition_days=5; notice_by=2025-09-30; "
		 "manager=Account manager 2; region=Americas; site_count=6; "
		 "purchase_order=TW-70031"),
	CUSTOMER("TIDEWELL-IT-2026", "Tidewell Insurance", "USD", "Service desk", "2025-11-20",
		 "2025-11-18",
		 "starts_on=2026-01-01; ends_on=2029-01-01; annual_value=760000; direct_labor=58%; "
		 "pricing=retainer; recurring=yes; renews=TIDEWELL-IT-2023; committed_hours=900; "
		 "committed_basis=month; billing_rate=72; utilization_baseline=93%; "
		 "margin_target=22%; recognition_days=5; notice_by=2028-09-30; "
		 "manager=Account manager 2; region=Americas; site_count=4; "
		 "purchase_order=TW-74410"),
	CUSTOMER("TIDEWELL-CO-2024", "Tidewell Insurance", "USD", "Claims process redesign",
		 "2024-02-08", "2024-02-06",
		 "starts_on=2024-03-01; ends_on=2025-03-01; annual_value=220000; "
		 "total_value=240000; direct_labor=50%; pricing=capped; committed_hours=1450; "
		 "committed_basis=term; billing_rate=165; margin_target=28%; recognition_days=8; "
		 "manager=Account manager 5; region=Americas"),
	CUSTOMER("TIDEWELL-FM-2025", "Tidewell Insurance", "USD", "Head office cleaning",
		 "2025-03-12", "2025-03-10",
		 "starts_on=2025-04-01; annual_value=84000; direct_labor=65%; pricing=fixed; "
		 "recurring=yes; margin_target=15%; manager=Account manager 2; region=Americas; "
		 "site_count=1; purchase_order=TW-73058"),
	CUSTOMER("ALDERBROOK-IT-2023", "Alderbrook Bank", "USD", "Branch network operations",
		 "2023-05-24", "2023-05-22",
		 "starts_on=2023-07-01; ends_on=2025-07-01; annual_value=640000; direct_labor=55%; "
		 "pricing=retainer; recurring=yes; committed_hours=640; committed_basis=month; "
		 "billing_rate=84; utilization_baseline=91%; margin_target=24%; "
		 "notice_by=2025-03-31; manager=Account manager 5; region=Americas; site_count=38; "
		 "purchase_order=AB/23/1187"),
	CUSTOMER("ALDERBROOK-IT-2025", "Alderbrook Bank", "USD", "Branch network operations",
		 "2025-05-20", "2025-05-19",
		 "starts_on=2025-07-01; ends_on=2028-07-01; annual_value=688000; direct_labor=56%; "
		 "pricing=retainer; recurring=yes; renews=ALDERBROOK-IT-2023; committed_hours=660; "
		 "committed_basis=month; billing_rate=87; utilization_baseline=91%; "
		 "margin_target=24%; notice_by=2028-03-31; manager=Account manager 5; "
		 "region=Americas; site_count=38; purchase_order=AB/25/0642"),
	CUSTOMER("ALDERBROOK-CO-2024", "Alderbrook Bank", "USD", "Regulatory reporting review",
		 "2024-04-11", "2024-04-09",
		 "starts_on=2024-05-01; ends_on=2024-12-01; value_basis=total; total_value=210000; "
		 "direct_labor=47%; pricing=fixed; committed_hours=1250; committed_basis=term; "
		 "billing_rate=172; margin_target=32%; recognition_days=10; "
		 "manager=Account manager 5; region=Americas"),
	CUSTOMER("ALDERBROOK-CO-2025", "Alderbrook Bank", "USD", "Credit process redesign",
		 "2025-08-12", "2025-08-11",
		 "starts_on=2025-09-01; ends_on=2026-12-01; value_basis=total; total_value=455000; "
		 "direct_labor=52%; pricing=fixed; committed_hours=2900; committed_basis=term; "
		 "billing_rate=158; margin_target=28%; recognition_days=10; "
		 "manager=Account manager 5; region=Americas; purchase_order=AB/25/0911"),
	CUSTOMER("ALDERBROOK-FM-2024", "Alderbrook Bank", "USD", "Branch cleaning by local firms",
		 "2024-09-10", "2024-09-09",
		 "starts_on=2024-10-01; ends_on=2026-10-01; annual_value=132000; pricing=fixed; "
		 "recurring=yes; margin_target=8%; manager=Account manager 5; region=Americas; "
		 "site_count=38"),
	CUSTOMER("ORCHARDLINE-FM-2023", "Orchardline Retail", "USD", "Store maintenance",
		 "2023-04-05", "2023-04-03",
		 "starts_on=2023-05-01; ends_on=2026-05-01; annual_value=275000; direct_labor=60%; "
		 "pricing=fixed; recurring=yes; committed_hours=5600; "
		 "committed_basis=contract_year; billing_rate=52; utilization_baseline=89%; "
		 "margin_target=16%; manager=Account manager 3; region=Americas; site_count=22"),
	CUSTOMER("ORCHARDLINE-IT-2024", "Orchardline Retail", "USD", "Till and scanner support",
		 "2024-02-13", "2024-02-12",
		 "starts_on=2024-03-01; ends_on=2025-03-01; annual_value=72000; direct_labor=52%; "
		 "pricing=prepaid_hours; recurring=yes; committed_hours=600; "
		 "committed_basis=contract_year; billing_rate=120; utilization_baseline=90%; "
		 "manager=Account manager 3; region=Americas; site_count=22"),
	CUSTOMER("REDLANTERN-FM-2023", "Redlantern Theatres", "USD", "House services", "2023-02-08",
		 "2023-02-06",
		 "starts_on=2023-03-01; ends_on=2024-06-01; annual_value=98000; direct_labor=61%; "
		 "pricing=fixed; recurring=yes; margin_target=15%; manager=Account manager 3; "
		 "region=Americas; site_count=4"),
	CUSTOMER("REDLANTERN-FM-2025", "Redlantern Theatres", "USD", "House services", "2025-04-10",
		 "2025-04-08",
		 "starts_on=2025-05-01; ends_on=2027-05-01; annual_value=118000; direct_labor=61%; "
		 "pricing=fixed; recurring=yes; margin_target=15%; notice_by=2027-01-31; "
		 "manager=Account manager 3; region=Americas; site_count=5"),
	CUSTOMER("REDLANTERN-EN-2026", "Redlantern Theatres", "USD", "Stage machinery renewal",
		 "2026-02-11", "2026-02-10",
		 "starts_on=2026-03-02; ends_on=2026-11-01; value_basis=total; total_value=225000; "
		 "direct_labor=48%; pricing=fixed; committed_hours=1500; committed_basis=term; "
		 "billing_rate=136; margin_target=22%; recognition_days=10; "
		 "manager=Account manager 3; region=Americas; site_count=1"),
	CUSTOMER("SUMMITRY-FM-2025", "Summitry Biotech", "USD", "Laboratory facilities",
		 "2025-02-05", "2025-02-03",
		 "starts_on=2025-03-01; ends_on=2028-03-01; annual_value=365000; direct_labor=59%; "
		 "pricing=fixed; recurring=yes; committed_hours=6800; "
		 "committed_basis=contract_year; billing_rate=56; utilization_baseline=90%; "
		 "margin_target=19%; manager=Account manager 4; region=Americas; site_count=1; "
		 "purchase_order=SB-10022"),
	CUSTOMER("SUMMITRY-EN-2025", "Summitry Biotech", "USD", "Clean room qualification",
		 "2025-07-30", "2025-07-28",
		 "starts_on=2025-09-01; ends_on=2026-06-01; value_basis=total; total_value=290000; "
		 "direct_labor=46%; pricing=fixed; committed_hours=1900; committed_basis=term; "
		 "billing_rate=142; margin_target=25%; recognition_days=10; "
		 "manager=Account manager 4; region=Americas; site_count=1; "
		 "purchase_order=SB-10187"),
	CUSTOMER("PRAIRIEWIND-EN-2024", "Prairiewind Energy", "USD", "Turbine inspection call-off",
		 "2024-03-14", "2024-03-12",
		 "starts_on=2024-04-01; ends_on=2027-04-01; direct_labor=53%; "
		 "pricing=time_and_materials; recurring=yes; billing_rate=132; margin_target=20%; "
		 "recognition_days=8; manager=Account manager 4; region=Americas; site_count=11"),
	CUSTOMER("PRAIRIEWIND-FM-2025", "Prairiewind Energy", "USD", "Grounds of the substations",
		 "2025-05-07", "2025-05-05",
		 "starts_on=2025-06-01; ends_on=2028-06-01; annual_value=64000; direct_labor=67%; "
		 "pricing=fixed; recurring=yes; day_count=ACT/365F; margin_target=12%; "
		 "manager=Account manager 4; region=Americas; site_count=6"),

	/* In pounds, euros, yen and Bahraini dinars. */
	CUSTOMER("THORNWICK-FM-2024", "Thornwick Hotels", "GBP", "Housekeeping of nine hotels",
		 "2023-11-16", "2023-11-14",
		 "starts_on=2024-01-01; ends_on=2027-01-01; annual_value=540000; direct_labor=69%; "
		 "pricing=fixed; recurring=yes; committed_hours=27000; "
		 "committed_basis=contract_year; utilization_baseline=95%; margin_target=11%; "
		 "notice_by=2026-06-30; manager=Account manager 2; region=Europe; site_count=9"),
	CUSTOMER("THORNWICK-IT-2025", "Thornwick Hotels", "GBP", "Guest network support",
		 "2024-12-05", "2024-12-03",
		 "starts_on=2025-01-01; ends_on=2028-01-01; annual_value=78000; direct_labor=50%; "
		 "pricing=retainer; recurring=yes; committed_hours=85; committed_basis=month; "
		 "billing_rate=76; utilization_baseline=88%; margin_target=26%; "
		 "manager=Account manager 2; region=Europe; site_count=9"),
	CUSTOMER("THORNWICK-FM-2027", "Thornwick Hotels", "GBP", "Housekeeping of nine hotels",
		 "2026-09-15", "",
		 "starts_on=2027-01-01; ends_on=2030-01-01; annual_value=612000; direct_labor=71%; "
		 "pricing=fixed; recurring=yes; status=draft; renews=THORNWICK-FM-2024; "
		 "committed_hours=27000; committed_basis=contract_year; utilization_baseline=95%; "
		 "margin_target=11%; manager=Account manager 2; region=Europe; site_count=9"),
	CUSTOMER("OSTERMARK-FM-2024", "Ostermark Maschinenbau", "EUR", "Plant services, four halls",
		 "2023-12-01", "2023-11-29",
		 "starts_on=2024-01-01; ends_on=2027-01-01; annual_value=318000; direct_labor=61%; "
		 "pricing=fixed; recurring=yes; day_count=30E/360; committed_hours=6400; "
		 "committed_basis=contract_year; utilization_baseline=91%; margin_target=17%; "
		 "notice_by=2026-09-30; manager=Account manager 4; region=Europe; site_count=4"),
	CUSTOMER("OSTERMARK-EN-2024", "Ostermark Maschinenbau", "EUR", "Automation of line 3",
		 "2024-07-25", "2024-07-23",
		 "starts_on=2024-09-02; ends_on=2025-12-01; value_basis=total; total_value=890000; "
		 "direct_labor=43%; pricing=fixed; committed_hours=5200; committed_basis=term; "
		 "billing_rate=134; margin_target=23%; recognition_days=10; "
		 "manager=Account manager 4; region=Europe; site_count=1"),
	CUSTOMER("AOKAZE-IT-2024", "Aokaze Shipping", "JPY", "Terminal systems support",
		 "2024-03-05", "2024-03-01",
		 "starts_on=2024-04-01; ends_on=2027-04-01; annual_value=48000000; "
		 "direct_labor=54%; pricing=retainer; recurring=yes; committed_hours=220; "
		 "committed_basis=month; billing_rate=14500; utilization_baseline=90%; "
		 "margin_target=21%; notice_by=2026-12-28; manager=Account manager 5; region=Asia; "
		 "site_count=2"),
	CUSTOMER("AOKAZE-EN-2025", "Aokaze Shipping", "JPY", "Crane inspection", "2025-06-11",
		 "2025-06-10",
		 "starts_on=2025-07-01; ends_on=2027-07-01; annual_value=14000000; "
		 "total_value=30000000; direct_labor=49%; pricing=capped; billing_rate=16800; "
		 "margin_target=20%; recognition_days=8; manager=Account manager 5; region=Asia; "
		 "site_count=2"),
	CUSTOMER("DUNEBAY-EN-2024", "Dune Bay Water", "BHD", "Pumping station maintenance",
		 "2024-01-11", "2024-01-09",
		 "starts_on=2024-02-01; ends_on=2027-02-01; annual_value=145250.500; "
		 "direct_labor=57%; pricing=fixed; recurring=yes; committed_hours=6200; "
		 "committed_basis=contract_year; billing_rate=19.250; utilization_baseline=90%; "
		 "margin_target=18%; notice_by=2026-10-31; manager=Account manager 5; region=Gulf; "
		 "site_count=12"),
	CUSTOMER("DUNEBAY-CO-2025", "Dune Bay Water", "BHD", "Leak detection training",
		 "2025-02-13", "2025-02-11",
		 "starts_on=2025-03-02; ends_on=2026-03-01; value_basis=total; total_value=38400; "
		 "direct_labor=51%; pricing=prepaid_hours; committed_hours=640; "
		 "committed_basis=term; billing_rate=60; utilization_baseline=95%; "
		 "manager=Account manager 5; region=Gulf"),

	/* Spend. */
	VENDOR("BRIGHTMOP-2024", "Brightmop Cleaning", "USD", "Night cleaning, subcontracted",
	       "2023-12-13", "2023-12-11",
	       "starts_on=2024-01-01; ends_on=2027-01-01; annual_value=212000; direct_labor=85%; "
	       "pricing=fixed; recurring=yes; notice_by=2026-09-30; region=Americas; "
	       "site_count=5"),
	VENDOR("STACKHAVEN-US-2024", "Stackhaven Hosting", "USD", "Hosting and monitoring",
	       "2024-06-06", "2024-06-04",
	       "starts_on=2024-07-01; ends_on=2026-07-01; annual_value=96000; direct_labor=0%; "
	       "pricing=fixed; recurring=yes; region=Americas"),
	VENDOR("STACKHAVEN-EU-2025", "Stackhaven Hosting", "EUR", "Hosting in Europe", "2024-11-21",
	       "2024-11-19",
	       "starts_on=2025-01-01; ends_on=2028-01-01; annual_value=42000; direct_labor=0%; "
	       "pricing=fixed; recurring=yes; region=Europe"),
	VENDOR("FLEETMOOR-2024", "Fleetmoor Leasing", "GBP", "Lease of twelve vans", "2024-02-07",
	       "2024-02-05",
	       "starts_on=2024-03-01; ends_on=2027-03-01; value_basis=total; total_value=198000; "
	       "direct_labor=0%; pricing=fixed; region=Europe"),
};
const size_t DEMO_CONTRACT_COUNT = sizeof DEMO_CONTRACTS / sizeof DEMO_CONTRACTS[0];
