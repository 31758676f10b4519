#include "analytics/expression_parts.h"

typedef struct Parser {
	Arena *mem;
	Str text;
	size_t at;
	int depth;
	Expression *expression;
	VEC(Node) nodes;
	VEC(Input) inputs;
	Err *err;
} Parser;

/* How deeply formulas may nest. */
enum { DEPTH_MAX = 30, NUMBER_DIGITS_MAX = 9 };

static bool parse_sum(Parser *parser, size_t *node);

static void skip_blanks(Parser *parser)
{
	while (parser->at < parser->text.len && parser->text.ptr[parser->at] == ' ')
		parser->at++;
}

/* The next character that is no blank; 0 at the end. */
static char peek(Parser *parser)
{
	skip_blanks(parser);
	return parser->at < parser->text.len ? parser->text.ptr[parser->at] : '\0';
}

static bool fail_here(Parser *parser, const char *wanted)
{
	skip_blanks(parser);
	return fail(parser->err, ERR_INPUT, "formula '%.*s': %s expected at place %zu",
		    STR_ARG(str_slice(parser->text, 0, 200)), wanted, parser->at + 1);
}

static bool take(Parser *parser, char wanted, const char *name)
{
	if (peek(parser) != wanted)
		return fail_here(parser, name);
	parser->at++;
	return true;
}

static size_t add_node(Parser *parser, Node node)
{
	*vec_push(parser->mem, &parser->nodes) = node;
	return parser->nodes.len - 1;
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || c == '_';
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool parse_number(Parser *parser, size_t *node)
{
	int64_t digits = 0;
	int64_t scale = 0;
	size_t from = parser->at;
	for (; parser->at < parser->text.len; parser->at++) {
		char c = parser->text.ptr[parser->at];
		if (c == '.' && scale == 0) {
			scale = 1;
			continue;
		}
		if (!is_digit(c))
			break;
		digits = digits * 10 + (c - '0');
		scale *= 10;
		if (parser->at - from > NUMBER_DIGITS_MAX)
			return fail_here(parser, "a shorter number");
	}
	Ratio number = RATIO_ZERO;
	bool fits = ratio_make(digits, scale > 0 ? scale : 1, &number);
	(void)fits; /* ten digits do */
	Str text = str_slice(parser->text, from, parser->at);
	*node = add_node(parser, (Node){.kind = NODE_NUMBER, .number = number, .text = text});
	return true;
}

static size_t input_of(Parser *parser, Input input)
{
	for (size_t i = 0; i < parser->inputs.len; i++) {
		const Input *known = &parser->inputs.at[i];
		if (known->measure == input.measure && known->rate == input.rate)
			return i;
	}
	*vec_push(parser->mem, &parser->inputs) = input;
	return parser->inputs.len - 1;
}

static bool parse_measure(Parser *parser, Str word, int rate, Unit *unit, size_t *node)
{
	Input input = {.rate = rate};
	if (!measure_find(word, &input.measure))
		return fail(parser->err, ERR_INPUT, "formula '%.*s': there is no measure '%.*s'",
			    STR_ARG(str_slice(parser->text, 0, 200)),
			    STR_ARG(str_slice(word, 0, 60)));
	size_t count;
	*unit = measure_list(&count)[input.measure].unit;
	*node = add_node(parser, (Node){.kind = NODE_INPUT, .input = input_of(parser, input)});
	return true;
}

static Str take_word(Parser *parser)
{
	skip_blanks(parser);
	size_t from = parser->at;
	while (parser->at < parser->text.len &&
	       (is_letter(parser->text.ptr[parser->at]) || is_digit(parser->text.ptr[parser->at])))
		parser->at++;
	return str_slice(parser->text, from, parser->at);
}

/* "max(a, b)": two of anything. */
static bool parse_choice(Parser *parser, NodeKind kind, size_t *node)
{
	Node made = {.kind = kind};
	if (!parse_sum(parser, &made.left) || !take(parser, ',', "','") ||
	    !parse_sum(parser, &made.right) || !take(parser, ')', "')'"))
		return false;
	*node = add_node(parser, made);
	return true;
}

/* "median(lags)", "at_day(recognized)": of one measure. */
static bool parse_of_measure(Parser *parser, NodeKind kind, int rate, size_t *node)
{
	Unit unit;
	Node made = {.kind = kind};
	Str word = take_word(parser);
	if (word.len == 0)
		return fail_here(parser, "a measure");
	if (!parse_measure(parser, word, rate, &unit, &made.left))
		return false;
	bool of_lags = kind != NODE_INPUT;
	if (of_lags != (unit == UNIT_LAGS) || (!of_lags && unit != UNIT_MONEY))
		return fail_here(parser, of_lags ? "a measure of lags" : "a measure of money");
	if (!take(parser, ')', "')'"))
		return false;
	*node = of_lags ? add_node(parser, made) : made.left;
	return true;
}

typedef struct Function {
	const char *name;
	NodeKind kind;
	int rate;
} Function;

static const Function FUNCTIONS[] = {
	{"max", NODE_MAX, -1},
	{"min", NODE_MIN, -1},
	{"median", NODE_MEDIAN, -1},
	{"p90", NODE_P90, -1},
	{"at_day", NODE_INPUT, RATE_OF_DAY},
	{"at_budget", NODE_INPUT, RATE_OF_BUDGET},
};

static bool parse_word(Parser *parser, size_t *node)
{
	Str word = take_word(parser);
	for (size_t i = 0; i < sizeof FUNCTIONS / sizeof FUNCTIONS[0]; i++) {
		const Function *function = &FUNCTIONS[i];
		if (!str_eq_c(word, function->name))
			continue;
		if (!take(parser, '(', "'('"))
			return false;
		if (function->kind == NODE_MAX || function->kind == NODE_MIN)
			return parse_choice(parser, function->kind, node);
		return parse_of_measure(parser, function->kind, function->rate, node);
	}
	Unit unit;
	if (!parse_measure(parser, word, -1, &unit, node))
		return false;
	if (unit == UNIT_LAGS)
		return fail_here(parser, "median or p90 around a measure of lags");
	return true;
}

static bool parse_factor(Parser *parser, size_t *node)
{
	char next = peek(parser);
	if (next == '(') {
		parser->at++;
		return parse_sum(parser, node) && take(parser, ')', "')'");
	}
	if (next == '-') {
		parser->at++;
		Node minus = {.kind = NODE_MINUS};
		if (++parser->depth > DEPTH_MAX)
			return fail_here(parser, "less nesting");
		if (!parse_factor(parser, &minus.left))
			return false;
		parser->depth--;
		*node = add_node(parser, minus);
		return true;
	}
	if (is_digit(next))
		return parse_number(parser, node);
	if (is_letter(next))
		return parse_word(parser, node);
	return fail_here(parser, "a number, a measure or '('");
}

static bool parse_product(Parser *parser, size_t *node)
{
	if (!parse_factor(parser, node))
		return false;
	for (char sign = peek(parser); sign == '*' || sign == '/'; sign = peek(parser)) {
		parser->at++;
		Node made = {.kind = sign == '*' ? NODE_TIMES : NODE_OVER, .left = *node};
		if (!parse_factor(parser, &made.right))
			return false;
		*node = add_node(parser, made);
	}
	return true;
}

static bool parse_sum(Parser *parser, size_t *node)
{
	if (++parser->depth > DEPTH_MAX)
		return fail_here(parser, "less nesting");
	if (!parse_product(parser, node))
		return false;
	for (char sign = peek(parser); sign == '+' || sign == '-'; sign = peek(parser)) {
		parser->at++;
		Node made = {.kind = sign == '+' ? NODE_PLUS : NODE_LESS, .left = *node};
		if (!parse_product(parser, &made.right))
			return false;
		*node = add_node(parser, made);
	}
	parser->depth--;
	return true;
}

bool expression_parse(Arena *mem, Str text, const Expression **out, Err *err)
{
	Parser parser = {.mem = mem, .text = text, .err = err};
	size_t root;
	if (!parse_sum(&parser, &root))
		return false;
	if (peek(&parser) != '\0')
		return fail_here(&parser, "an operator or the end");
	Expression *all = ARENA_ARRAY(mem, Expression, 3);
	all[0] = (Expression){.nodes = parser.nodes.at,
			      .root = root,
			      .inputs = {parser.inputs.at, parser.inputs.len}};
	const Node *top = &parser.nodes.at[root];
	if (top->kind == NODE_OVER) {
		all[1] = all[0];
		all[1].root = top->left;
		all[2] = all[0];
		all[2].root = top->right;
		all[0].sides = &all[1];
	}
	*out = all;
	return true;
}

InputList expression_inputs(const Expression *expression)
{
	return expression->inputs;
}

bool expression_is_quotient(const Expression *expression)
{
	return expression->sides != NULL;
}

bool expression_is_input(const Expression *expression, size_t *input)
{
	const Node *root = &expression->nodes[expression->root];
	if (root->kind != NODE_INPUT)
		return false;
	*input = root->input;
	return true;
}

const Expression *expression_numerator(const Expression *expression)
{
	return &expression->sides[0];
}

const Expression *expression_denominator(const Expression *expression)
{
	return &expression->sides[1];
}
