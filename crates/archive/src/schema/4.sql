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

-- What somebody is called most often.
DROP INDEX alias_entity;
CREATE INDEX alias_entity ON alias (entity, n_articles DESC, name);

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

-- A happening knows all that it is narrowed by, as its first report has it.
ALTER TABLE happening ADD COLUMN voice TEXT;
ALTER TABLE happening ADD COLUMN outlet TEXT;
UPDATE happening SET (voice, outlet) =
  (SELECT event.voice_kind, article.outlet FROM event JOIN article ON article.no = event.article WHERE event.no = lead);

-- Beside its happening, a report has the first day of it: both are read off one index.
ALTER TABLE event ADD COLUMN happened TEXT;
UPDATE event SET happened = (SELECT day FROM happening WHERE no = happening) WHERE happening IS NOT NULL;
CREATE INDEX event_merged ON event (no, happening, happened);

-- How many there are of what is made anew at times.
CREATE TABLE total (
  what TEXT PRIMARY KEY,
  n INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO total SELECT 'happening', count(*) FROM happening;
INSERT INTO total SELECT 'story', count(*) FROM story;
-- Who does it, and to whom, in how many happenings, as their first reports have it.
CREATE TABLE led (
  role INTEGER NOT NULL,
  entity INTEGER NOT NULL REFERENCES entity,
  n INTEGER NOT NULL,
  PRIMARY KEY (role, entity)
) STRICT, WITHOUT ROWID;
INSERT INTO led SELECT role, entity, count(*) FROM happening CROSS JOIN event_actor ON event = lead GROUP BY 1, 2;

-- How many happenings of each day, type and status, and of each day and country; '' is a day or country that is not known.
CREATE TABLE day_type (
  day TEXT NOT NULL,
  type TEXT NOT NULL,
  status TEXT NOT NULL,
  n INTEGER NOT NULL,
  PRIMARY KEY (day, type, status)
) STRICT, WITHOUT ROWID;
INSERT INTO day_type SELECT coalesce(day, ''), type, status, count(*) FROM happening GROUP BY 1, 2, 3;
CREATE TABLE day_country (
  country TEXT NOT NULL,
  day TEXT NOT NULL,
  n INTEGER NOT NULL,
  PRIMARY KEY (country, day)
) STRICT, WITHOUT ROWID;
INSERT INTO day_country SELECT coalesce(country, ''), coalesce(day, ''), count(*) FROM happening GROUP BY 1, 2;

CREATE TRIGGER happening_more AFTER INSERT ON happening BEGIN
  UPDATE total SET n = n + 1 WHERE what = 'happening';
  INSERT INTO led SELECT role, entity, 1 FROM event_actor WHERE event = new.lead ON CONFLICT DO UPDATE SET n = n + 1;
  INSERT INTO day_type VALUES (coalesce(new.day, ''), new.type, new.status, 1) ON CONFLICT DO UPDATE SET n = n + 1;
  INSERT INTO day_country VALUES (coalesce(new.country, ''), coalesce(new.day, ''), 1) ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER happening_less AFTER DELETE ON happening BEGIN
  UPDATE total SET n = n - 1 WHERE what = 'happening';
  UPDATE led SET n = led.n - f.times
    FROM (SELECT role, entity, count(*) AS times FROM event_actor WHERE event = old.lead GROUP BY 1, 2) f
    WHERE led.role = f.role AND led.entity = f.entity;
  UPDATE day_type SET n = n - 1 WHERE day = coalesce(old.day, '') AND type = old.type AND status = old.status;
  UPDATE day_country SET n = n - 1 WHERE country = coalesce(old.country, '') AND day = coalesce(old.day, '');
END;
CREATE TRIGGER story_more AFTER INSERT ON story BEGIN UPDATE total SET n = n + 1 WHERE what = 'story'; END;
CREATE TRIGGER story_less AFTER DELETE ON story BEGIN UPDATE total SET n = n - 1 WHERE what = 'story'; END;

-- What some assert and others deny.
CREATE INDEX happening_denied ON happening (no) WHERE asserted > 0 AND denied > 0;

-- Events are merged by new rules.
INSERT OR IGNORE INTO stale SELECT no FROM story;
