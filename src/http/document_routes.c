#include "http/routes.h"

#include "answer/document_json.h"
#include "http/spool.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

bool api_documents_list_run(Call *call, Err *err)
{
	call->result = ARENA_NEW(call->mem, DocumentList);
	return documents_list(call->app, call_given(call, "key")->text, call->result, err);
}

bool api_documents_list_render(Call *call, Err *err)
{
	(void)err;
	json_put_documents(&call->json, call->mem, call->result);
	return true;
}

bool api_document_add_run(Call *call, Err *err)
{
	const Upload *upload = call->request->upload;
	if (!upload)
		return fail(err, ERR_INPUT, "the file is empty");
	NewDocument document = {
		.name = call_given(call, "name")->text,
		.type = call->request->content_type,
		.file = open(upload->path, O_RDONLY | O_CLOEXEC),
		.bytes = upload->bytes,
		.sha256 = upload->sha256,
	};
	if (document.file < 0)
		return fail(err, ERR_IO, "cannot read what was uploaded: %s", strerror(errno));
	call->result = ARENA_NEW(call->mem, Document);
	bool ok = documents_add(call->app, call_given(call, "key")->text, &document, call->result,
				err);
	(void)close(document.file);
	return ok;
}

bool api_document_render(Call *call, Err *err)
{
	(void)err;
	json_put_document(&call->json, call->mem, call->result);
	return true;
}

typedef struct Fetched {
	Document document;
	Spool spool; /* holds its bytes */
} Fetched;

bool api_document_get_run(Call *call, Err *err)
{
	Fetched *fetched = ARENA_NEW(call->mem, Fetched);
	if (!spool_open(&fetched->spool, err))
		return false;
	if (documents_fetch(call->app, call_given(call, "key")->text,
			    call_given(call, "id")->number, fetched->spool.file, &fetched->document,
			    err)) {
		call->result = fetched;
		return true;
	}
	spool_close(&fetched->spool);
	if (err->code == ERR_CONFLICT)
		call->problem_status = 410;
	return false;
}

/* Pages of this server trust scripts and styles from it; what people upload is never one of them. */
static bool is_code(Str type)
{
	size_t at;
	return str_find(type, STR("script"), &at) || str_eq(type, STR("text/css"));
}

/*
 * The file belongs to the reply, which is only sent. Whoever opens it all the same gets it in an origin of
 * its own, without scripts: both policies hold.
 */
bool api_document_get_render(Call *call, Err *err)
{
	Fetched *fetched = call->result;
	Reply *reply = call->reply;
	(void)err;
	reply->media = is_code(fetched->document.type)
			       ? "application/octet-stream"
			       : str_to_c(call->mem, fetched->document.type);
	*vec_push(call->mem, &reply->headers) =
		(ReplyHeader){"Content-Security-Policy", STR("default-src 'none'; sandbox")};
	reply->attachment = fetched->document.name;
	reply->file_bytes = (uint64_t)fetched->document.bytes;
	reply->file = fetched->spool.file;
	return true;
}

bool api_document_remove_run(Call *call, Err *err)
{
	call->result = ARENA_NEW(call->mem, Document);
	return documents_remove(call->app, call_given(call, "key")->text,
				call_given(call, "id")->number, call_given(call, "reason")->text,
				call->result, err);
}
