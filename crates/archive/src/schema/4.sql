-- What very large archives are asked by.

-- The words of a row stand under its day and number (`words.rs`), so that they lead to the newest rows first.
DROP TABLE article_words;
DROP TABLE statement_words;
DROP TABLE event_words;
CREATE VIRTUAL TABLE article_words USING fts5 (
  text, content = '', contentless_delete = 1, tokenize = 'porter unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE statement_words USING fts5 (
  text, content = '', contentless_delete = 1, tokenize = 'porter unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE event_words USING fts5 (
  text, content = '', contentless_delete = 1, tokenize = 'porter unicode61 remove_diacritics 2');

-- The events of a code in the order of days.
DROP INDEX event_actor_code;
CREATE INDEX event_actor_code ON event_actor (code, role, day, event);

-- The contexts of an event, one by one.
CREATE TABLE event_context (
  context TEXT NOT NULL,
  day TEXT NOT NULL,
  event INTEGER NOT NULL REFERENCES event ON DELETE CASCADE,
  PRIMARY KEY (context, day, event)
) STRICT, WITHOUT ROWID;
INSERT INTO event_context
  WITH RECURSIVE part(event, day, context, rest) AS (
    SELECT no, coalesce(day, ''), '', contexts || ';' FROM event WHERE contexts <> ''
    UNION ALL
    SELECT event, day, substr(rest, 1, instr(rest, ';') - 1), substr(rest, instr(rest, ';') + 1) FROM part WHERE rest <> '')
  SELECT DISTINCT context, day, event FROM part WHERE context <> '';

-- What an outlet writes, over all its articles: '' are those whose outlet is not known. Words by voice, then statements.
CREATE TABLE outlet (
  name TEXT PRIMARY KEY,
  articles INTEGER NOT NULL,
  words INTEGER NOT NULL,
  first TEXT,
  last TEXT,
  writer INTEGER NOT NULL,
  named_person INTEGER NOT NULL,
  named_organization INTEGER NOT NULL,
  document INTEGER NOT NULL,
  unnamed_person INTEGER NOT NULL,
  unnamed_group INTEGER NOT NULL,
  none INTEGER NOT NULL,
  named_statements INTEGER NOT NULL,
  unnamed_statements INTEGER NOT NULL,
  unsourced_statements INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- How many there are of what is made anew at times.
CREATE TABLE total (
  what TEXT PRIMARY KEY,
  n INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO total SELECT 'happening', count(*) FROM happening;
INSERT INTO total SELECT 'story', count(*) FROM story;
CREATE TRIGGER happening_more AFTER INSERT ON happening BEGIN UPDATE total SET n = n + 1 WHERE what = 'happening'; END;
CREATE TRIGGER happening_less AFTER DELETE ON happening BEGIN UPDATE total SET n = n - 1 WHERE what = 'happening'; END;
CREATE TRIGGER story_more AFTER INSERT ON story BEGIN UPDATE total SET n = n + 1 WHERE what = 'story'; END;
CREATE TRIGGER story_less AFTER DELETE ON story BEGIN UPDATE total SET n = n - 1 WHERE what = 'story'; END;
