-- What a server needs: the store's version, answers to repeated requests, documents.
--
-- Instants are microseconds since 1970-01-01T00:00Z.
-- Reference tables: store_version, change_log, kept_answer. Distributed by contract_id: document,
-- document_chunk.

-- One row: how many write transactions there were since this table was made; and a number of the present
-- state, at least the instant of the last one, so that no store made anew or restored has it again.
CREATE TABLE store_version (
	id BIGINT NOT NULL PRIMARY KEY,
	version BIGINT NOT NULL,
	state BIGINT NOT NULL
);
INSERT INTO store_version (id, version, state)
SELECT 1, 0, MAX(applied_at)
FROM schema_migration;

-- What each of the newest versions changed.
CREATE TABLE change_log (
	version BIGINT NOT NULL,
	place BIGINT NOT NULL,
	topic TEXT NOT NULL,
	subject TEXT NOT NULL,
	changed_at BIGINT NOT NULL,
	PRIMARY KEY (version, place)
);

-- Answers to requests that carried an idempotency key, for as long as they may come again.
CREATE TABLE kept_answer (
	id BYTEA NOT NULL PRIMARY KEY, -- SHA-256 over who asked, the route, and the key
	request_sha256 BYTEA NOT NULL, -- of the request's body
	status BIGINT NOT NULL,
	media TEXT NOT NULL,
	etag TEXT NOT NULL,
	location TEXT NOT NULL,
	answer BYTEA NOT NULL,
	created_at BIGINT NOT NULL
);
CREATE INDEX kept_answer_by_age ON kept_answer (created_at);

-- Documents of contracts. One that was removed stays as a row without chunks.
CREATE TABLE document (
	contract_id BIGINT NOT NULL REFERENCES contract (id),
	id BIGINT NOT NULL,
	name TEXT NOT NULL,
	type TEXT NOT NULL,
	bytes BIGINT NOT NULL,
	sha256 BYTEA NOT NULL,
	created_at BIGINT NOT NULL,
	created_by TEXT NOT NULL,
	removed_at BIGINT,
	removed_by TEXT,
	reason TEXT, -- of the removal
	PRIMARY KEY (contract_id, id)
);

-- Its bytes: 256 KiB each, the last one less.
CREATE TABLE document_chunk (
	contract_id BIGINT NOT NULL,
	document_id BIGINT NOT NULL,
	place BIGINT NOT NULL, -- from 0
	content BYTEA NOT NULL,
	PRIMARY KEY (contract_id, document_id, place),
	FOREIGN KEY (contract_id, document_id) REFERENCES document (contract_id, id)
);
