//! Events in the columns of other people's data, so that the tools made for it read them.
//!
//! One row is one happening, as its first report tells it. Both layouts know only what is said to have happened; what is
//! planned, feared or denied has no counterpart there and is left out, unless it is asked for by `--status`.

use super::table::{Column, integer, real, text};

macro_rules! first {
    ($what:literal, $role:literal) => {
        concat!(
            "(SELECT ",
            $what,
            " FROM event_actor JOIN entity ON entity.no = event_actor.entity WHERE event_actor.event = event.no AND role = ",
            $role,
            " ORDER BY n LIMIT 1)"
        )
    };
}

/// The sectors of a code stand behind its country, three letters each.
macro_rules! sector {
    (1 of $role:literal) => {
        first!(
            "nullif(substr(CASE WHEN entity.country IS NULL THEN code ELSE substr(code, 5) END, 1, 3), '')",
            $role
        )
    };
    (2 of $role:literal) => {
        first!(
            "nullif(substr(CASE WHEN entity.country IS NULL THEN code ELSE substr(code, 5) END, 5, 3), '')",
            $role
        )
    };
    (3 of $role:literal) => {
        first!(
            "nullif(substr(CASE WHEN entity.country IS NULL THEN code ELSE substr(code, 5) END, 9, 3), '')",
            $role
        )
    };
}

const GEO_TYPE: &str = "CASE WHEN place.kind = 'country' THEN 1 WHEN place.kind = 'city' AND place.country = 'USA' THEN 3
    WHEN place.kind = 'city' THEN 4 WHEN place.kind = 'admin1' AND place.country = 'USA' THEN 2 WHEN place.kind = 'admin1' THEN 5
    ELSE 0 END";
const GEO_NAME: &str = "CASE WHEN place.no IS NULL THEN NULL ELSE place.name || coalesce(', ' || nullif(place.admin1, place.name), '')
    || coalesce(', ' || place.country, '') END";

/// The 61 columns of GDELT 2.0 events, in order. Without counterpart, and so empty: GoldsteinScale, AvgTone, the codes of known
/// groups, ethnic groups and religions, and the places of the actors. Countries are ISO 3166-1 alpha-3, also in
/// ActionGeo_CountryCode, where GDELT has FIPS codes. NumSources are independent reports. IsRootEvent marks the
/// first two sentences.
pub const GDELT: &[Column] = &[
    integer("GLOBALEVENTID", "event.no"),
    integer("SQLDATE", "CAST(replace(happening.day, '-', '') AS INTEGER)"),
    integer("MonthYear", "CAST(substr(replace(happening.day, '-', ''), 1, 6) AS INTEGER)"),
    integer("Year", "CAST(substr(happening.day, 1, 4) AS INTEGER)"),
    real(
        "FractionDate",
        "round(substr(happening.day, 1, 4) + ((substr(happening.day, 6, 2) - 1) * 30 + substr(happening.day, 9, 2)) / 365.0, 4)",
    ),
    text("Actor1Code", first!("replace(code, ' ', '')", "0")),
    text("Actor1Name", first!("upper(entity.name)", "0")),
    text("Actor1CountryCode", first!("entity.country", "0")),
    text("Actor1KnownGroupCode", "NULL"),
    text("Actor1EthnicCode", "NULL"),
    text("Actor1Religion1Code", "NULL"),
    text("Actor1Religion2Code", "NULL"),
    text("Actor1Type1Code", sector!(1 of "0")),
    text("Actor1Type2Code", sector!(2 of "0")),
    text("Actor1Type3Code", sector!(3 of "0")),
    text("Actor2Code", first!("replace(code, ' ', '')", "1")),
    text("Actor2Name", first!("upper(entity.name)", "1")),
    text("Actor2CountryCode", first!("entity.country", "1")),
    text("Actor2KnownGroupCode", "NULL"),
    text("Actor2EthnicCode", "NULL"),
    text("Actor2Religion1Code", "NULL"),
    text("Actor2Religion2Code", "NULL"),
    text("Actor2Type1Code", sector!(1 of "1")),
    text("Actor2Type2Code", sector!(2 of "1")),
    text("Actor2Type3Code", sector!(3 of "1")),
    integer("IsRootEvent", "event.sentence < 2"),
    text("EventCode", "event.cameo"),
    text("EventBaseCode", "substr(event.cameo, 1, 3)"),
    text("EventRootCode", "substr(event.cameo, 1, 2)"),
    integer(
        "QuadClass",
        "CASE event.quad WHEN 'V-Coop' THEN 1 WHEN 'M-Coop' THEN 2 WHEN 'V-Confl' THEN 3 ELSE 4 END",
    ),
    real("GoldsteinScale", "NULL"),
    integer("NumMentions", "happening.reports"),
    integer("NumSources", "happening.independent"),
    integer("NumArticles", "happening.articles"),
    real("AvgTone", "NULL"),
    integer("Actor1Geo_Type", "0"),
    text("Actor1Geo_FullName", "NULL"),
    text("Actor1Geo_CountryCode", "NULL"),
    text("Actor1Geo_ADM1Code", "NULL"),
    text("Actor1Geo_ADM2Code", "NULL"),
    real("Actor1Geo_Lat", "NULL"),
    real("Actor1Geo_Long", "NULL"),
    text("Actor1Geo_FeatureID", "NULL"),
    integer("Actor2Geo_Type", "0"),
    text("Actor2Geo_FullName", "NULL"),
    text("Actor2Geo_CountryCode", "NULL"),
    text("Actor2Geo_ADM1Code", "NULL"),
    text("Actor2Geo_ADM2Code", "NULL"),
    real("Actor2Geo_Lat", "NULL"),
    real("Actor2Geo_Long", "NULL"),
    text("Actor2Geo_FeatureID", "NULL"),
    integer("ActionGeo_Type", GEO_TYPE),
    text("ActionGeo_FullName", GEO_NAME),
    text("ActionGeo_CountryCode", "place.country"),
    text("ActionGeo_ADM1Code", "NULL"),
    text("ActionGeo_ADM2Code", "NULL"),
    real("ActionGeo_Lat", "place.lat"),
    real("ActionGeo_Long", "place.lon"),
    text("ActionGeo_FeatureID", "CAST(place.geonames AS TEXT)"),
    integer(
        "DATEADDED",
        "CAST(substr(replace(replace(replace(article.published, '-', ''), 'T', ''), ':', '') || '000000', 1, 14) AS INTEGER)",
    ),
    // Never empty there: what is not on the web has an id.
    text("SOURCEURL", "coalesce(article.url, article.id)"),
];

/// The columns of POLECAT's files of PLOVER events. Without counterpart, and so empty: Intensity, the COW codes, titles, District
/// and the people, organisations and places of the whole story. Wikipedia's ids are Wikidata items here.
pub const PLOVER: &[Column] = &[
    text("Event ID", "happening.id"),
    text("Event Date", "happening.day"),
    text("Event Type", "event.type"),
    text("Event Mode", "event.mode"),
    real("Intensity", "NULL"),
    text(
        "Quad Code",
        "CASE event.quad WHEN 'V-Coop' THEN 'VERBAL COOPERATION' WHEN 'M-Coop' THEN 'MATERIAL COOPERATION'
         WHEN 'V-Confl' THEN 'VERBAL CONFLICT' ELSE 'MATERIAL CONFLICT' END",
    ),
    text("Contexts", "nullif(event.contexts, '')"),
    text("Actor Name", first!("entity.name", "0")),
    text("Actor Country", first!("entity.country", "0")),
    text("Actor COW", "NULL"),
    text("Primary Actor Sector", sector!(1 of "0")),
    text(
        "Actor Sectors",
        first!(
            "nullif(replace(CASE WHEN entity.country IS NULL THEN code ELSE substr(code, 5) END, ' ', ';'), '')",
            "0"
        ),
    ),
    text("Actor Title", "NULL"),
    text("Actor Name Raw", first!("entity.name", "0")),
    text("Wikipedia Actor ID", first!("entity.wikidata", "0")),
    text("Recipient Name", first!("entity.name", "1")),
    text("Recipient Country", first!("entity.country", "1")),
    text("Recipient COW", "NULL"),
    text("Primary Recipient Sector", sector!(1 of "1")),
    text(
        "Recipient Sectors",
        first!(
            "nullif(replace(CASE WHEN entity.country IS NULL THEN code ELSE substr(code, 5) END, ' ', ';'), '')",
            "1"
        ),
    ),
    text("Recipient Title", "NULL"),
    text("Recipient Name Raw", first!("entity.name", "1")),
    text("Wikipedia Recipient ID", first!("entity.wikidata", "1")),
    text("Placename", "place.name"),
    text("City", "CASE WHEN place.kind = 'city' THEN place.name END"),
    text("District", "NULL"),
    text("Province", "place.admin1"),
    text("Country", "place.country"),
    real("Latitude", "place.lat"),
    real("Longitude", "place.lon"),
    integer("GeoNames ID", "place.geonames"),
    text("Raw Placename", "place.name"),
    text("Feature Type", "place.kind"),
    text("Source", "article.outlet"),
    text("Publication Date", "article.day"),
    text("Story People", "NULL"),
    text("Story Organizations", "NULL"),
    text("Story Locations", "NULL"),
    text("Language", "article.language"),
    text("Version", "'PLOVER 2.0'"),
];
