#include "analytics/expression_parts.h"

typedef struct Writer {
	Buf *buf;
	const Expression *expression;
	const Str *texts; /* in place of the inputs; NULL: titles of measures */
} Writer;

/* How tightly a node binds: what binds less tightly than its place asks for stands in brackets. */
enum { BINDS_WORDS, BINDS_SUM, BINDS_PRODUCT, BINDS_MINUS, BINDS_ATOM };

static int binding(const Writer *writer, const Node *node)
{
	switch (node->kind) {
	case NODE_PLUS:
	case NODE_LESS:
		return BINDS_SUM;
	case NODE_TIMES:
	case NODE_OVER:
		return BINDS_PRODUCT;
	case NODE_MINUS:
		return BINDS_MINUS;
	case NODE_NUMBER:
		return BINDS_ATOM;
	case NODE_INPUT: {
		bool told = writer->texts || writer->expression->inputs.at[node->input].rate < 0;
		return told ? BINDS_ATOM : BINDS_WORDS;
	}
	case NODE_MAX:
	case NODE_MIN:
	case NODE_MEDIAN:
	case NODE_P90:
		return BINDS_WORDS;
	}
	__builtin_unreachable();
}

static void write_node(const Writer *writer, size_t place, int least);

static void write_input(const Writer *writer, size_t place)
{
	Input input = writer->expression->inputs.at[place];
	if (writer->texts) {
		buf_add(writer->buf, writer->texts[place]);
		return;
	}
	size_t count;
	buf_add(writer->buf, str_from_c(measure_list(&count)[input.measure].title));
	if (input.rate == RATE_OF_DAY)
		buf_add(writer->buf, STR(" at the rates of the days"));
	if (input.rate == RATE_OF_BUDGET)
		buf_add(writer->buf, STR(" at budget rates"));
}

static void write_two(const Writer *writer, const Node *node, const char *sign, int left, int right)
{
	write_node(writer, node->left, left);
	buf_add(writer->buf, str_from_c(sign));
	write_node(writer, node->right, right);
}

static void write_choice(const Writer *writer, const Node *node, Str words)
{
	buf_add(writer->buf, words);
	write_two(writer, node, " and ", BINDS_SUM, BINDS_SUM);
}

static void write_quantile(const Writer *writer, const Node *node, Str words)
{
	buf_add(writer->buf, words);
	write_node(writer, node->left, BINDS_WORDS);
}

static void write_bare(const Writer *writer, const Node *node)
{
	switch (node->kind) {
	case NODE_NUMBER:
		buf_add(writer->buf, node->text);
		return;
	case NODE_INPUT:
		write_input(writer, node->input);
		return;
	case NODE_PLUS:
		write_two(writer, node, " + ", BINDS_SUM, BINDS_SUM);
		return;
	case NODE_LESS:
		write_two(writer, node, " − ", BINDS_SUM, BINDS_PRODUCT);
		return;
	case NODE_TIMES:
		write_two(writer, node, " × ", BINDS_PRODUCT, BINDS_PRODUCT);
		return;
	case NODE_OVER:
		write_two(writer, node, " ÷ ", BINDS_PRODUCT, BINDS_MINUS);
		return;
	case NODE_MINUS:
		buf_add(writer->buf, STR("−"));
		write_node(writer, node->left, BINDS_ATOM);
		return;
	case NODE_MAX:
		write_choice(writer, node, STR("the larger of "));
		return;
	case NODE_MIN:
		write_choice(writer, node, STR("the smaller of "));
		return;
	case NODE_MEDIAN:
		write_quantile(writer, node, STR("median of "));
		return;
	case NODE_P90:
		write_quantile(writer, node, STR("90th percentile of "));
		return;
	}
}

/* A node where only what binds at least so tightly may stand without brackets. */
static void write_node(const Writer *writer, size_t place, int least)
{
	const Node *node = &writer->expression->nodes[place];
	bool bare = binding(writer, node) >= least;
	buf_add(writer->buf, bare ? (Str){0} : STR("("));
	write_bare(writer, node);
	buf_add(writer->buf, bare ? (Str){0} : STR(")"));
}

static Str write_whole(Arena *mem, const Expression *expression, const Str *texts)
{
	Buf buf = {.mem = mem};
	Writer writer = {&buf, expression, texts};
	write_node(&writer, expression->root, BINDS_WORDS);
	return buf_str(&buf);
}

Str expression_words(Arena *mem, const Expression *expression)
{
	return write_whole(mem, expression, NULL);
}

Str expression_numbers(Arena *mem, const Expression *expression, const Str *texts)
{
	return write_whole(mem, expression, texts);
}
