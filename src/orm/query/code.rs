//! A find as the JavaScript call a person would write.

mod layout;

use layout::Js;

use super::{Clause, Comparison, Find, Include, Method, Order, Path};
use crate::orm::naming::{pluralize, singularize};
use crate::orm::schema::{AssociationId, AttributeId, Model, ModelId, Schema};
use crate::orm::value::Value;

/// The call, laid out over lines where it is long. What the schema no longer has is left out.
///
/// `const user = await User.findByPk(1, { include: { model: Profile, as: 'profile' } });`
pub fn code(schema: &Schema, find: &Find) -> String {
    let Some(model) = schema.model(find.model) else {
        return String::new();
    };
    let writer = Writer { schema };
    let mut options = Vec::new();
    writer.attributes(find.attributes.as_deref(), &mut options);
    let (variable, mut arguments) = match &find.method {
        Method::FindByPk(value) => (singularize(&model.name), vec![Js::Text(value.to_code())]),
        Method::FindOne => (singularize(&model.name), Vec::new()),
        Method::FindAll => (pluralize(&model.name), Vec::new()),
    };
    if !matches!(find.method, Method::FindByPk(_)) {
        writer.where_(&Clause::of(&find.where_), &mut options);
    }
    writer.includes(&find.include, &mut options);
    writer.order(model, &find.order, &mut options);
    number("limit", find.limit, &mut options);
    number("offset", find.offset, &mut options);
    if !options.is_empty() {
        arguments.push(Js::Object(options));
    }
    let start = format!(
        "const {} = await {}.{}",
        small(&variable),
        model.name,
        find.method.name()
    );
    layout::call(&start, &arguments)
}

impl Method {
    /// The name of the call.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::FindByPk(_) => "findByPk",
            Self::FindOne => "findOne",
            Self::FindAll => "findAll",
        }
    }
}

/// The options of an object, in order.
type Options = Vec<(String, Js)>;

struct Writer<'a> {
    schema: &'a Schema,
}

impl Writer<'_> {
    fn name(&self, attribute: AttributeId) -> Option<&str> {
        let (_, attribute) = self.schema.attribute(attribute)?;
        Some(&attribute.name)
    }

    fn alias(&self, association: AssociationId) -> Option<&str> {
        let association = self.schema.association(association)?;
        Some(&association.alias)
    }

    /// The variable a model is in, or the way to one that no file declares.
    fn variable(&self, model: ModelId) -> Option<String> {
        let model = self.schema.model(model)?;
        Some(if model.is_implied {
            format!("sequelize.models.{}", model.name)
        } else {
            model.name.clone()
        })
    }

    fn attributes(&self, attributes: Option<&[AttributeId]>, options: &mut Options) {
        if let Some(attributes) = attributes {
            let names = attributes
                .iter()
                .filter_map(|attribute| self.name(*attribute))
                .map(text);
            options.push(("attributes".into(), Js::Array(names.collect())));
        }
    }

    fn includes(&self, includes: &[Include], options: &mut Options) {
        let mut written: Vec<Js> = includes
            .iter()
            .filter_map(|include| self.include(include))
            .collect();
        match written.len() {
            0 => {}
            1 => options.push(("include".into(), written.swap_remove(0))),
            _ => options.push(("include".into(), Js::Array(written))),
        }
    }

    fn include(&self, include: &Include) -> Option<Js> {
        let association = self.schema.association(include.association)?;
        let target = self.schema.model(association.target)?;
        let mut options = vec![
            ("model".into(), Js::Text(self.variable(target.id)?)),
            ("as".into(), text(&association.alias)),
        ];
        self.attributes(include.attributes.as_deref(), &mut options);
        if include.through_attributes.is_some() {
            let mut through = Vec::new();
            self.attributes(include.through_attributes.as_deref(), &mut through);
            options.push(("through".into(), Js::Object(through)));
        }
        let clause = Clause::of(&include.where_);
        if let Some(required) = include
            .required
            .filter(|required| *required == clause.is_empty())
        {
            options.push(("required".into(), Js::Text(required.to_string())));
        }
        self.where_(&clause, &mut options);
        if include.separate && include.limit.is_none() {
            options.push(("separate".into(), Js::Text("true".into())));
        }
        self.order(target, &include.order, &mut options);
        number("limit", include.limit, &mut options);
        self.includes(&include.include, &mut options);
        Some(Js::Object(options))
    }

    fn order(&self, model: &Model, order: &[Order], options: &mut Options) {
        let terms: Vec<Js> = order
            .iter()
            .filter_map(|term| {
                let mut words = self.steps(model, &term.by)?;
                words.push(text(self.name(term.by.attribute)?));
                words.push(text(term.direction.sql()));
                Some(Js::Array(words))
            })
            .collect();
        if !terms.is_empty() {
            options.push(("order".into(), Js::Array(terms)));
        }
    }

    /// The aliases an order goes down through, and the through model where it ends at one.
    fn steps(&self, model: &Model, path: &Path) -> Option<Vec<Js>> {
        let mut steps = path
            .through
            .iter()
            .map(|step| self.alias(*step).map(text))
            .collect::<Option<Vec<_>>>()?;
        if let Some(pairs) = self.pairs(model, path) {
            steps.push(Js::Text(self.variable(pairs.id)?));
        }
        Some(steps)
    }

    /// The model whose attribute a path names, where that is the table of pairs.
    fn pairs(&self, model: &Model, path: &Path) -> Option<&Model> {
        let (owner, _) = self.schema.attribute(path.attribute)?;
        let target = match path.through.last() {
            Some(step) => self.schema.association(*step)?.target,
            None => model.id,
        };
        (owner.id != target).then_some(owner)
    }

    fn where_(&self, clause: &Clause<Path>, options: &mut Options) {
        if let Js::Object(entries) = self.clause(clause)
            && !entries.is_empty()
        {
            options.push(("where".into(), Js::Object(entries)));
        }
    }

    fn clause(&self, clause: &Clause<Path>) -> Js {
        let mut entries = Vec::with_capacity(clause.len());
        let each =
            |clauses: &[Clause<Path>]| clauses.iter().map(|clause| self.clause(clause)).collect();
        for (path, comparisons) in &clause.keys {
            if let Some(key) = self.key(path) {
                entries.push((key, value(comparisons)));
            }
        }
        if !clause.any.is_empty() {
            entries.push(("[Op.or]".into(), Js::Array(each(&clause.any))));
        }
        if let Some(clause) = &clause.not {
            entries.push(("[Op.not]".into(), self.clause(clause)));
        }
        if !clause.all.is_empty() {
            entries.push(("[Op.and]".into(), Js::Array(each(&clause.all))));
        }
        Js::Object(entries)
    }

    /// `name`, or `'$posts.title$'`.
    fn key(&self, path: &Path) -> Option<String> {
        let name = self.name(path.attribute)?;
        if path.through.is_empty() {
            return Some(layout::key(name));
        }
        let mut steps = path
            .through
            .iter()
            .map(|step| self.alias(*step))
            .collect::<Option<Vec<_>>>()?;
        let (owner, _) = self.schema.attribute(path.attribute)?;
        let target = self.schema.association(*path.through.last()?)?.target;
        if owner.id != target {
            steps.push(&owner.name);
        }
        steps.push(name);
        Some(format!("'${}$'", steps.join(".")))
    }
}

/// What stands at an attribute's key.
fn value(comparisons: &[Comparison]) -> Js {
    match comparisons {
        [Comparison::Eq(value)] => Js::Text(value.to_code()),
        [Comparison::In(values)] => list(values),
        _ => Js::Object(
            comparisons
                .iter()
                .map(|comparison| {
                    (
                        format!("[Op.{}]", comparison.operator()),
                        operand(comparison),
                    )
                })
                .collect(),
        ),
    }
}

fn operand(comparison: &Comparison) -> Js {
    match comparison {
        Comparison::Between(low, high) | Comparison::NotBetween(low, high) => {
            list(&[low.clone(), high.clone()])
        }
        Comparison::In(values) | Comparison::NotIn(values) => list(values),
        Comparison::Like(pattern)
        | Comparison::NotLike(pattern)
        | Comparison::ILike(pattern)
        | Comparison::NotILike(pattern)
        | Comparison::StartsWith(pattern)
        | Comparison::EndsWith(pattern)
        | Comparison::Substring(pattern) => text(pattern),
        Comparison::Eq(value)
        | Comparison::Ne(value)
        | Comparison::Gt(value)
        | Comparison::Gte(value)
        | Comparison::Lt(value)
        | Comparison::Lte(value) => Js::Text(value.to_code()),
    }
}

fn list(values: &[Value]) -> Js {
    Js::Array(
        values
            .iter()
            .map(|value| Js::Text(value.to_code()))
            .collect(),
    )
}

fn text(text: &str) -> Js {
    Js::Text(Value::Text(text.to_owned()).to_code())
}

fn number(key: &str, number: Option<u64>, options: &mut Options) {
    if let Some(number) = number {
        options.push((key.to_owned(), Js::Text(number.to_string())));
    }
}

/// The name with a small first letter.
fn small(name: &str) -> String {
    let mut letters = name.chars();
    letters
        .next()
        .map(|first| first.to_lowercase().chain(letters).collect())
        .unwrap_or_default()
}
