#include "answer/entry_json.h"

void json_put_circumstances(JsonWriter *json, Arena *mem, const Entry *entry)
{
	json_put_instant(json, "known_at", mem, entry->known_at);
	json_put_instant(json, "recorded_at", mem, entry->recorded_at);
	json_put_date(json, "signed_on", mem, entry->signed_on);
	json_put_member(json, "recorded_by", entry->recorded_by);
	json_put_member(json, "reason", entry->reason);
	json_put_member(json, "source", entry->source);
	json_put_member(json, "change_order", entry->change_order);
}
