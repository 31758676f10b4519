#include "base/json_pointer.h"

bool json_pointer_check(Str pointer, Err *err)
{
	if (pointer.len > 0 && pointer.ptr[0] != '/')
		return fail(err, ERR_INPUT, "'%.*s' is no JSON Pointer: it must begin with '/'",
			    STR_ARG(pointer));
	for (size_t i = 0; i < pointer.len; i++) {
		if (pointer.ptr[i] != '~')
			continue;
		char next = i + 1 < pointer.len ? pointer.ptr[i + 1] : ' ';
		if (next != '0' && next != '1')
			return fail(err, ERR_INPUT,
				    "'%.*s' is no JSON Pointer: write '~' as '~0' and '/' as '~1'",
				    STR_ARG(pointer));
	}
	return true;
}

bool json_pointer_next(Str *rest, Str *token)
{
	if (rest->len == 0 || rest->ptr[0] != '/')
		return false;
	size_t end = 1;
	while (end < rest->len && rest->ptr[end] != '/')
		end++;
	*token = str_slice(*rest, 1, end);
	*rest = str_slice(*rest, end, rest->len);
	return true;
}

bool json_pointer_names(Str token, Str key)
{
	size_t k = 0;
	for (size_t i = 0; i < token.len; i++, k++) {
		char c = token.ptr[i];
		if (c == '~' && ++i < token.len)
			c = token.ptr[i] == '0' ? '~' : '/';
		if (k == key.len || key.ptr[k] != c)
			return false;
	}
	return k == key.len;
}

bool json_pointer_index(Str token, uint64_t *index)
{
	if (token.len == 0 || token.len > 18 || (token.len > 1 && token.ptr[0] == '0'))
		return false;
	uint64_t number = 0;
	for (size_t i = 0; i < token.len; i++) {
		if (token.ptr[i] < '0' || token.ptr[i] > '9')
			return false;
		number = number * 10 + (uint64_t)(token.ptr[i] - '0');
	}
	*index = number;
	return true;
}
