/*
 * Letters without their case, by the simple case folding of Unicode: Latin, Greek, Cyrillic and Armenian as
 * languages write them today.
 */
#include "base/utf8.h"

typedef struct FoldRange {
	uint16_t first;
	uint16_t last;
	uint16_t step; /* every letter, or every second one */
	int16_t delta; /* from the capital to the small letter */
} FoldRange;

static const FoldRange FOLDS[] = {
	{0x0041, 0x005A, 1, 32},    {0x00B5, 0x00B5, 1, 775},  {0x00C0, 0x00D6, 1, 32},
	{0x00D8, 0x00DE, 1, 32},    {0x0100, 0x012E, 2, 1},    {0x0132, 0x0136, 2, 1},
	{0x0139, 0x0147, 2, 1},     {0x014A, 0x0176, 2, 1},    {0x0178, 0x0178, 1, -121},
	{0x0179, 0x017D, 2, 1},     {0x017F, 0x017F, 1, -268}, {0x01CD, 0x01DB, 2, 1},
	{0x01DE, 0x01EE, 2, 1},     {0x01F8, 0x021E, 2, 1},    {0x0222, 0x0232, 2, 1},
	{0x0386, 0x0386, 1, 38},    {0x0388, 0x038A, 1, 37},   {0x038C, 0x038C, 1, 64},
	{0x038E, 0x038F, 1, 63},    {0x0391, 0x03A1, 1, 32},   {0x03A3, 0x03AB, 1, 32},
	{0x03C2, 0x03C2, 1, 1},     {0x03D8, 0x03EE, 2, 1},    {0x0400, 0x040F, 1, 80},
	{0x0410, 0x042F, 1, 32},    {0x0460, 0x0480, 2, 1},    {0x048A, 0x04BE, 2, 1},
	{0x04C0, 0x04C0, 1, 15},    {0x04C1, 0x04CD, 2, 1},    {0x04D0, 0x052E, 2, 1},
	{0x0531, 0x0556, 1, 48},    {0x1E00, 0x1E94, 2, 1},    {0x1E9B, 0x1E9B, 1, -58},
	{0x1E9E, 0x1E9E, 1, -7615}, {0x1EA0, 0x1EFE, 2, 1},    {0xFF21, 0xFF3A, 1, 32},
};

static uint32_t fold_code(uint32_t code)
{
	for (size_t i = 0; i < sizeof FOLDS / sizeof *FOLDS && code >= FOLDS[i].first; i++) {
		const FoldRange *range = &FOLDS[i];
		if (code <= range->last && (code - range->first) % range->step == 0)
			return (uint32_t)((int32_t)code + range->delta);
	}
	return code;
}

void utf8_fold(Buf *buf, Str text)
{
	uint32_t code;
	while (text.len > 0) {
		unsigned char byte = (unsigned char)text.ptr[0];
		if (byte >= 0x80) {
			(void)utf8_next(&text, &code);
			utf8_add(buf, fold_code(code));
			continue;
		}
		buf_add_byte(buf, (char)(byte >= 'A' && byte <= 'Z' ? byte - 'A' + 'a' : byte));
		text = str_slice(text, 1, text.len);
	}
}
