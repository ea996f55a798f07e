//! From a name to a body. The list of the contract makes a typed function and a line of the table of every command, so a command without
//! a body does not compile; its scope is checked here and nowhere else.

use std::panic::{AssertUnwindSafe, catch_unwind};

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::body;
#[allow(
    clippy::wildcard_imports,
    reason = "all of the contract is what this is about"
)]
use crate::contract::*;
use crate::error::{Code, Error, Result};
use crate::session::{Open, Service};
use crate::veil;

macro_rules! run {
    (any, $service:ident, $name:ident, $request:ident) => {
        body::$name($service, $request)
    };
    (open, $service:ident, $name:ident, $request:ident) => {{
        let mut state = $service.state();
        let mut open = Open::of($service, &mut state)?;
        body::$name(&mut open, $request).map_err(|error| open.explained(error))
    }};
    (sealed, $service:ident, $name:ident, $request:ident) => {{
        let mut state = $service.state();
        let mut open = Open::sealed($service, &mut state)?;
        body::$name(&mut open, $request).map_err(|error| open.explained(error))
    }};
}

macro_rules! dispatch {
    ($($name:ident($request:ty) -> $response:ty, $scope:ident;)*) => {
        impl Service {
            $(
                #[doc = concat!("Command `", stringify!($name), "`, scope `", stringify!($scope), "`.")]
                pub fn $name(&self, request: $request) -> Result<$response> {
                    guarded(|| run!($scope, self, $name, request))
                }
            )*

            /// Runs a command by name, with its request and response as JSON.
            pub fn call(&self, name: &str, request: Value) -> Result<Value> {
                veil::refuse(self, name, &request)?;
                let answer = match name {
                    $(stringify!($name) => answer(self.$name(read(request)?)?),)*
                    _ => Err(Error::new(Code::UnknownCommand).with("name", plain(name))),
                }?;
                veil::over(self, name, answer)
            }

            /// Whether there is a command of that name.
            pub fn knows(name: &str) -> bool {
                NAMES.contains(&name)
            }
        }
    };
}

crate::commands!(dispatch);

/// A fault of the program ends the command, not the program; an open transaction is rolled back as the stack unwinds.
fn guarded<T>(body: impl FnOnce() -> Result<T>) -> Result<T> {
    catch_unwind(AssertUnwindSafe(body)).unwrap_or_else(|_| Err(Error::new(Code::Internal)))
}

fn read<T: DeserializeOwned>(request: Value) -> Result<T> {
    let request = if request.is_null() {
        Value::Object(serde_json::Map::new())
    } else {
        request
    };
    // A list would be read as the fields in their order.
    if !request.is_object() {
        return Err(Error::new(Code::BadRequest));
    }
    serde_json::from_value(request).map_err(|error| {
        // What serde says may quote the request. The name of a field of the contract is all that goes out.
        let text = error.to_string();
        let field = text
            .strip_prefix("missing field `")
            .and_then(|rest| rest.split_once('`'))
            .map(|(field, _)| field.to_owned());
        let refusal = Error::new(Code::BadRequest);
        match field {
            Some(field) => refusal.at(&field),
            None => refusal,
        }
    })
}

fn answer<T: Serialize>(response: T) -> Result<Value> {
    serde_json::to_value(response).map_err(|_| Error::new(Code::Internal))
}

/// A name for a message: letters, digits and underscores, bounded.
fn plain(name: &str) -> String {
    name.chars()
        .filter(|char| char.is_ascii_alphanumeric() || *char == '_')
        .take(40)
        .collect()
}
