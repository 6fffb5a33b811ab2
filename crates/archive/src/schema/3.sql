-- What a large archive is asked by, so that the answer is read off an index in its order.

-- A country is one actor, whether the lexicon knows its Wikidata item or not.
CREATE TEMP TABLE same AS SELECT old.no AS old, new.no AS new FROM entity old JOIN entity new ON new.key = 'country:' || old.country
  WHERE old.kind = 'country' AND old.key LIKE 'wikidata:%';
UPDATE actor SET entity = (SELECT new FROM same WHERE old = entity) WHERE entity IN (SELECT old FROM same);
UPDATE event_actor SET entity = (SELECT new FROM same WHERE old = entity) WHERE entity IN (SELECT old FROM same);
UPDATE statement SET source = (SELECT new FROM same WHERE old = source) WHERE source IN (SELECT old FROM same);
UPDATE event SET voice_entity = (SELECT new FROM same WHERE old = voice_entity) WHERE voice_entity IN (SELECT old FROM same);
INSERT INTO alias (name, entity, n_articles) SELECT name, new, n_articles FROM alias JOIN same ON old = entity WHERE true
  ON CONFLICT DO UPDATE SET n_articles = n_articles + excluded.n_articles;
UPDATE entity SET (name, wikidata, n_events, n_statements) =
    (SELECT min(e.name), min(e.wikidata), entity.n_events + sum(e.n_events), entity.n_statements + sum(e.n_statements)
     FROM same JOIN entity e ON e.no = old WHERE new = entity.no),
  n_articles = (SELECT count(DISTINCT article) FROM actor WHERE actor.entity = entity.no)
  WHERE no IN (SELECT new FROM same);
DELETE FROM alias WHERE entity IN (SELECT old FROM same);
DELETE FROM entity WHERE no IN (SELECT old FROM same);
UPDATE entity SET key = 'country:' || country WHERE kind = 'country' AND key LIKE 'wikidata:%' AND country IS NOT NULL;
DROP TABLE same;

-- The codes of an actor across articles, and how often it has each.
CREATE TABLE entity_code (
  entity INTEGER NOT NULL REFERENCES entity ON DELETE CASCADE,
  code TEXT NOT NULL,
  n INTEGER NOT NULL,
  PRIMARY KEY (entity, code)
) STRICT, WITHOUT ROWID;
INSERT INTO entity_code SELECT entity, code, count(*) FROM actor WHERE code IS NOT NULL GROUP BY 1, 2;
CREATE INDEX entity_code_code ON entity_code (code, entity);

CREATE INDEX event_voice ON event (voice_entity, day) WHERE voice_entity IS NOT NULL;

-- Where a happening was, as the report says that says it most exactly.
ALTER TABLE happening ADD COLUMN place INTEGER REFERENCES place;

DROP INDEX happening_day;
DROP INDEX happening_independent;
CREATE INDEX happening_day ON happening (day, type, status, country, independent);
CREATE INDEX happening_type ON happening (type, day, status, country, independent);
CREATE INDEX happening_country ON happening (country, day, type, status, independent);
CREATE INDEX happening_independent ON happening (independent, day, type, status, country);
CREATE INDEX happening_disputed ON happening (day, type, status, country, independent) WHERE disputed <> '';

-- The first article of the whole course of happenings; a story is a part of it.
ALTER TABLE sketch ADD COLUMN root INTEGER;
CREATE INDEX sketch_root ON sketch (root, day);
UPDATE sketch SET root = story;
INSERT INTO unsettled SELECT DISTINCT day, 0 FROM sketch WHERE true ON CONFLICT DO NOTHING;

-- Events are merged by new rules.
INSERT OR IGNORE INTO stale SELECT no FROM story;
