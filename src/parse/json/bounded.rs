//! JSON text -> a value of bounded size. Eight bytes of `{"a":1},` make hundreds in memory, so each
//! value costs something of a room that all of them share; what comes after it is used up is skipped.

use std::cell::Cell;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

/// In units of about 32 bytes: 64 MB in all.
const ROOM: usize = 2_000_000;
/// An object's table has eleven places, used or not.
const OBJECT: usize = 20;

/// Reads the first value of a text; the second of the pair tells whether there was more of it than
/// there is room for.
pub(super) fn first_value(text: &str) -> Result<(Value, bool), serde_json::Error> {
    let room = Cell::new(ROOM);
    let value = Room(&room).deserialize(&mut serde_json::Deserializer::from_str(text))?;
    Ok((value, room.get() == 0))
}

/// What is left for values.
#[derive(Clone, Copy)]
struct Room<'r>(&'r Cell<usize>);

impl Room<'_> {
    /// Whether there is anything left after paying.
    fn pay(self, units: usize) -> bool {
        self.0.set(self.0.get().saturating_sub(units));
        self.0.get() > 0
    }
}

impl<'de> DeserializeSeed<'de> for Room<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Room<'_> {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("any JSON value")
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        Ok(Number::from_f64(value).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_string<E: Error>(self, value: String) -> Result<Value, E> {
        Ok(Value::String(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
        let mut values = Vec::new();
        while self.pay(1) {
            match list.next_element_seed(self)? {
                Some(value) => values.push(value),
                None => return Ok(Value::Array(values)),
            }
        }
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Value::Array(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let mut object = Map::new();
        self.pay(OBJECT);
        while self.pay(2) {
            let Some(key) = members.next_key::<String>()? else {
                return Ok(Value::Object(object));
            };
            object.insert(key, members.next_value_seed(self)?);
        }
        while members.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Value::Object(object))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_those_of_serde_json() {
        let text = r#"{"a":[1,-2,3.5,true,null,"x\n"],"b":{},"a":{"c":18446744073709551615}}"#;
        let (value, is_full) = first_value(text).unwrap();
        assert_eq!(value, serde_json::from_str::<Value>(text).unwrap());
        assert!(!is_full);
    }

    #[test]
    fn what_follows_the_first_value_does_not_matter() {
        assert_eq!(
            first_value("[1] and more").unwrap().0,
            serde_json::json!([1])
        );
    }

    #[test]
    fn no_more_is_taken_in_than_there_is_room_for() {
        let text = format!("[{}1]", "{\"a\":1},".repeat(200_000));
        let (value, is_full) = first_value(&text).unwrap();
        let kept = value.as_array().unwrap().len();
        assert!(
            is_full && (50_000..=ROOM / OBJECT).contains(&kept),
            "{kept}"
        );
    }
}
