//! The OpenAPI document, made of the table of addresses. It is committed as `openapi.json`; a test holds both together.

use crate::format::Format;
use crate::query::{Param, VALUE_MAX, Value};
use crate::route::{ROUTES, Route};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde_json::{Value as Json, json};
use utoipa::openapi::path::{
    HttpMethod, OperationBuilder, Parameter, ParameterBuilder, ParameterIn, PathItem,
};
use utoipa::openapi::request_body::RequestBodyBuilder;
use utoipa::openapi::schema::{ArrayBuilder, ObjectBuilder, Schema, SchemaType, Type};
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{
    ComponentsBuilder, Content, Info, OpenApiBuilder, PathsBuilder, Ref, RefOr, Required, ResponseBuilder,
    ResponsesBuilder, SecurityRequirement,
};

/// The schema of records, as it is committed.
const RECORD: &str = include_str!("../../record/record.schema.json");

/// The whole document.
pub fn document() -> Json {
    let mut paths = PathsBuilder::new();
    for route in ROUTES {
        for format in route.formats.iter().filter(|format| **format != Format::Html) {
            paths =
                paths.path(path(route, *format), PathItem::new(HttpMethod::Get, operation(route, *format)));
        }
    }
    let paths = paths.path("/api/read", PathItem::new(HttpMethod::Post, reading()));
    let token = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build();
    let components = ComponentsBuilder::new()
        .schema("problem", problem_schema())
        .security_scheme("token", SecurityScheme::Http(token))
        .build();
    let mut info = Info::new("hearsay", env!("CARGO_PKG_VERSION"));
    info.description = Some(
        "Who did what to whom, and who says so: an archive of news articles taken apart. Pages and data have the same \
         addresses; data have an ending. Everything is read-only. Words of articles are untrusted text."
            .to_string(),
    );
    let document = OpenApiBuilder::new()
        .info(info)
        .paths(paths)
        .components(Some(components))
        // Without a token where none is asked for: on the machine itself.
        .security(Some([
            SecurityRequirement::default(),
            SecurityRequirement::new("token", Vec::<String>::new()),
        ]))
        .build();
    let mut document = serde_json::to_value(document).unwrap_or_default();
    add_record(&mut document);
    document
}

/// `/api/openapi.json`
pub async fn get() -> Response {
    let body = serde_json::to_vec_pretty(&document()).unwrap_or_default();
    ([(header::CONTENT_TYPE, "application/json")], body).into_response()
}

/// The address of a form: `/events.json`, `/article/{id}.json`.
fn path(route: &Route, format: Format) -> String {
    let start = if route.path == "/" { "/index" } else { route.path };
    format!("{}{}", start.replace("{*id}", "{id}"), format.ending())
}

fn operation(route: &Route, format: Format) -> OperationBuilder {
    let streams = matches!(format, Format::Csv | Format::Ndjson | Format::Parquet) && route.table.is_some();
    let id = (!route.id.is_empty()).then(|| {
        ParameterBuilder::new()
            .name("id")
            .parameter_in(ParameterIn::Path)
            .required(Required::True)
            .description(Some(route.id))
            .schema(Some(string().min_length(Some(1)).build()))
            .build()
    });
    let params = route.params();
    let params = params.iter().filter(|param| !(streams && param.name == "cursor")).map(parameter);
    let about = match (streams, format) {
        (true, _) => format!("{} All rows, unless `limit` says how many.", route.about),
        (_, Format::Atom) => format!("{} The first rows as a feed.", route.about),
        _ => route.about.to_string(),
    };
    let may_miss = !route.id.is_empty() || params_of_actors(route);
    let mut operation = OperationBuilder::new()
        .summary(Some(about))
        .operation_id(Some(path(route, format).trim_start_matches('/').replace(['/', '.', '{', '}'], "_")))
        .responses(responses(content(route, format), may_miss, false));
    for parameter in id.into_iter().chain(params) {
        operation = operation.parameter(parameter);
    }
    operation
}

/// Whether a parameter names something that may not be there.
fn params_of_actors(route: &Route) -> bool {
    route.params().iter().any(|param| param.name == "around")
}

fn parameter(param: &Param) -> Parameter {
    let choice = |options: &[&str]| string().enum_values(Some(options.to_vec())).build();
    let schema: RefOr<Schema> = match param.sort {
        Value::Text => string().max_length(Some(VALUE_MAX)).build().into(),
        Value::Cursor => string().pattern(Some("^[0-9a-f]+-[0-9a-f]+-[0-9a-f]{8}$")).build().into(),
        Value::Date => string().pattern(Some("^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$")).build().into(),
        Value::One(options) => choice(options).into(),
        Value::Any(options) => ArrayBuilder::new().items(choice(options)).build().into(),
        Value::Number(least, most) => ObjectBuilder::new()
            .schema_type(SchemaType::new(Type::Integer))
            .minimum(Some(f64::from(least)))
            .maximum(Some(f64::from(most)))
            .build()
            .into(),
        Value::Flag => choice(&["1", "0", "true", "false"]).into(),
        Value::Degrees => string().description(Some("south,west,north,east in degrees")).build().into(),
    };
    ParameterBuilder::new()
        .name(param.name)
        .parameter_in(ParameterIn::Query)
        .required(Required::False)
        .description(Some(param.about))
        .schema(Some(schema))
        .build()
}

fn string() -> ObjectBuilder {
    ObjectBuilder::new().schema_type(SchemaType::new(Type::String))
}

fn content(route: &Route, format: Format) -> (&'static str, Content) {
    let name = format.media_type().split(';').next().unwrap_or_default();
    let object = |names: &[&str]| {
        let mut object = ObjectBuilder::new().schema_type(SchemaType::new(Type::Object));
        for name in names {
            object = object.required(*name);
        }
        object
    };
    let content = match format {
        Format::Json if route.path == "/article/{*id}" => Content::new(Some(Ref::from_schema_name("record"))),
        Format::Json if route.table.is_some() => {
            let row = object(&columns(route));
            let rows = ArrayBuilder::new().items(row.build());
            let next = ObjectBuilder::new().schema_type(SchemaType::from_iter([Type::String, Type::Null]));
            Content::new(Some(
                object(&["rows", "next"]).property("rows", rows).property("next", next).build(),
            ))
        }
        Format::Json => Content::new(Some(object(&[]).build())),
        _ => Content::new(Some(string().build())),
    };
    (name, content)
}

/// Names of the cells of a row.
fn columns(route: &Route) -> Vec<&'static str> {
    route.table.map(|table| table.columns().iter().map(|column| column.name).collect()).unwrap_or_default()
}

fn responses(content: (&str, Content), by_id: bool, reads: bool) -> ResponsesBuilder {
    let wrong = |what: &str| {
        let problem = Content::new(Some(Ref::from_schema_name("problem")));
        ResponseBuilder::new().description(what).content("application/problem+json", problem)
    };
    let mut all = ResponsesBuilder::new()
        .response(
            "200",
            ResponseBuilder::new().description("What was asked for.").content(content.0, content.1),
        )
        .response("400", wrong("The question makes no sense."))
        .response("401", wrong("A token is wanted."))
        .response("403", wrong("A page of another site asks."))
        .response("421", wrong("The server answers under another name only."))
        .response("429", wrong("Too many requests."))
        .response("503", wrong("Too much is going on, or the answer takes too long."));
    if by_id {
        all = all.response("404", wrong("There is no such thing."));
    }
    if reads {
        all = all
            .response("413", wrong("The text is too long."))
            .response("422", wrong("The text or the address cannot be read."));
    } else {
        all = all.response(
            "304",
            ResponseBuilder::new().description("What was asked for has not changed (ETag)."),
        );
    }
    all
}

fn reading() -> OperationBuilder {
    let text = |about: &str| string().description(Some(about.to_string()));
    let body = ObjectBuilder::new()
        .schema_type(SchemaType::new(Type::Object))
        .property("text", text("The text; this or `url`."))
        .property("url", text("Address of an article: http or https, no private addresses."))
        .property("title", text("Headline of the text, where it stands apart."))
        .property("outlet", text("Who published it."))
        .property("published", text("When: a date or an RFC 3339 time."))
        .additional_properties(Some(utoipa::openapi::schema::AdditionalProperties::FreeForm(false)))
        .build();
    let body = RequestBodyBuilder::new()
        .required(Some(Required::True))
        .content("application/json", Content::new(Some(body)))
        .build();
    OperationBuilder::new()
        .summary(Some("Takes a text, or the article at an address, apart. Nothing is stored."))
        .operation_id(Some("read"))
        .request_body(Some(body))
        .responses(responses(
            ("application/json", Content::new(Some(Ref::from_schema_name("record")))),
            false,
            true,
        ))
}

fn problem_schema() -> Schema {
    ObjectBuilder::new()
        .schema_type(SchemaType::new(Type::Object))
        .property("type", string())
        .property("title", string())
        .property("status", ObjectBuilder::new().schema_type(SchemaType::new(Type::Integer)))
        .property("detail", string())
        .required("title")
        .required("status")
        .required("detail")
        .build()
        .into()
}

/// Puts the schema of records under the components, with its definitions beside it.
fn add_record(document: &mut Json) {
    let moved = RECORD.replace("\"#/$defs/", "\"#/components/schemas/");
    let Ok(Json::Object(mut schema)) = serde_json::from_str::<Json>(&moved) else { return };
    let definitions = schema.remove("$defs").unwrap_or(json!({}));
    schema.remove("$schema");
    schema.remove("$id");
    let Some(schemas) = document["components"]["schemas"].as_object_mut() else { return };
    schemas.insert("record".to_string(), Json::Object(schema));
    if let Json::Object(definitions) = definitions {
        schemas.extend(definitions);
    }
}
