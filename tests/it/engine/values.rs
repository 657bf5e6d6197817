//! Whatever is written reads back the same.

use proptest::prelude::*;
use relata::engine::protocol::Step;
use relata::orm::value::Value;

use super::notation::{Database, shown};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever text, number or bytes: what goes in by SQL comes out.
    #[test]
    fn values_go_through_sql_unharmed(
        text in any::<String>().prop_map(|text| text.replace('\0', "")),
        number in any::<i64>(),
        float in any::<f64>().prop_filter("JSON and SQL have finite numbers only", |float| float.is_finite()),
        decimal in "-?[1-9][0-9]{0,12}\\.[0-9]{0,12}[1-9]",
        bytes in prop::collection::vec(any::<u8>(), 0..40),
        milliseconds in -62_167_219_200_000..253_402_300_799_999_i64,
        flag in any::<bool>(),
    ) {
        let mut database = Database::new(&["T: id pk auto, s text?, n bigint?, f double?, d decimal?, x blob?, t date?, b boolean?"]);
        let given = vec![
            Value::Text(text.clone()),
            Value::Integer(number),
            Value::Float(float),
            Value::Text(decimal.clone()),
            Value::Bytes(bytes.clone()),
            Value::Integer(milliseconds),
            Value::Boolean(flag),
        ];
        let columns: Vec<String> = ["s", "n", "f", "d", "x", "t", "b"].map(str::to_owned).into();
        let insert = Step::Insert { table: "T".to_owned(), columns: columns.clone(), rows: vec![given.clone()] };
        let update = |row| Step::Update { table: "T".to_owned(), row, values: columns.iter().cloned().zip(given.clone()).collect() };
        database.apply(vec![insert]).unwrap();
        database.insert("T", "s", &["[null]"]).unwrap();
        let row = database.row_id("T", "2");
        database.apply(vec![update(row)]).unwrap();
        let rows = database.read("T").rows;
        prop_assert_eq!(&rows[0].1[1..], &rows[1].1[1..]);
        let read = &rows[0].1;
        prop_assert_eq!(&read[1], &Value::Text(text));
        prop_assert_eq!(&read[2], &Value::Text(number.to_string()));
        prop_assert_eq!(&read[3], &Value::Float(float));
        prop_assert_eq!(shown(&read[4]), decimal);
        prop_assert_eq!(&read[5], &Value::Bytes(bytes));
        prop_assert_eq!(&read[7], &Value::Boolean(flag));
    }
}
