-- What is known only across articles. All of it can be computed anew from the tables of version 1.

-- What is kept of a text to compare it with others, and where that leads. `original` is the article itself for one that is no
-- copy; `story` is the first article of its story.
CREATE TABLE sketch (
  article INTEGER PRIMARY KEY REFERENCES article ON DELETE CASCADE,
  day TEXT NOT NULL,
  moment INTEGER NOT NULL,
  behind TEXT NOT NULL,
  copy_of INTEGER,
  follows INTEGER,
  original INTEGER,
  story INTEGER,
  hashes BLOB NOT NULL,
  terms BLOB NOT NULL
) STRICT;
CREATE INDEX sketch_day ON sketch (day);
CREATE INDEX sketch_story ON sketch (story);

-- Days whose articles have to be compared anew; '' are the articles without a day. links 0: only what the pointers lead to.
CREATE TABLE unsettled (
  day TEXT PRIMARY KEY,
  links INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Stories whose events have to be merged anew.
CREATE TABLE stale (
  story INTEGER PRIMARY KEY
) STRICT;

CREATE TABLE story (
  no INTEGER PRIMARY KEY,
  id TEXT NOT NULL,
  title TEXT NOT NULL,
  day TEXT NOT NULL,
  day_end TEXT NOT NULL,
  articles INTEGER NOT NULL,
  originals INTEGER NOT NULL,
  independent INTEGER NOT NULL,
  happenings INTEGER NOT NULL,
  disputed INTEGER NOT NULL
) STRICT;
CREATE INDEX story_day ON story (day_end, independent);
CREATE INDEX story_size ON story (independent, articles);
CREATE INDEX story_id ON story (id);

-- One row for what happened once, however often it is reported.
CREATE TABLE happening (
  no INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  story INTEGER NOT NULL,
  lead INTEGER NOT NULL REFERENCES event ON DELETE CASCADE,
  type TEXT NOT NULL,
  status TEXT NOT NULL,
  country TEXT,
  day TEXT,
  day_end TEXT,
  reports INTEGER NOT NULL,
  articles INTEGER NOT NULL,
  independent INTEGER NOT NULL,
  asserted INTEGER NOT NULL,
  denied INTEGER NOT NULL,
  disputed TEXT NOT NULL,
  figures TEXT NOT NULL
) STRICT;
CREATE INDEX happening_story ON happening (story);
CREATE INDEX happening_lead ON happening (lead);
CREATE INDEX happening_day ON happening (day, type, status, country);
CREATE INDEX happening_independent ON happening (independent, day);

ALTER TABLE event ADD COLUMN happening INTEGER;
CREATE INDEX event_happening ON event (happening);

-- What is known of the feeds that are watched: how their last state was marked, how often they failed since, and when
-- (seconds since 1970) they are due again.
CREATE TABLE feed (
  url TEXT PRIMARY KEY,
  etag TEXT,
  modified TEXT,
  failures INTEGER NOT NULL,
  due INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The last article that a saved question has seen.
CREATE TABLE alert (
  name TEXT PRIMARY KEY,
  article INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
