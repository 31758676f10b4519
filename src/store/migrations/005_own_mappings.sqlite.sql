-- Mappings of this installation, and what must be remembered of Singer streams between their runs.
--
-- Instants are microseconds since 1970-01-01T00:00Z.
-- Reference tables: own_mapping, stream_version, stream_record.

CREATE TABLE own_mapping (
	name TEXT NOT NULL PRIMARY KEY,
	text TEXT NOT NULL, -- the mapping file, as it was added
	added_at BIGINT NOT NULL,
	added_by TEXT NOT NULL
);

-- The version of a stream that its tap has activated last.
CREATE TABLE stream_version (
	source TEXT NOT NULL,
	stream TEXT NOT NULL,
	version BIGINT NOT NULL,
	PRIMARY KEY (source, stream)
);

-- Records that came with a version that is not activated yet.
CREATE TABLE stream_record (
	source TEXT NOT NULL,
	stream TEXT NOT NULL,
	id TEXT NOT NULL,
	version BIGINT NOT NULL,
	PRIMARY KEY (source, stream, id)
) WITHOUT ROWID;
