//! Turns fields that hold values inside each other into the set of fields that need a box.

use std::collections::HashSet;

use petgraph::algo::kosaraju_scc;
use petgraph::graph::DiGraph;

use super::shapes::Shape;
use super::symbols::Symbols;
use crate::model::{Model, StructuredId, Type};

/// Pairs of an owner and the type of a field, where the field must be boxed.
pub(super) type Boxed = HashSet<(StructuredId, StructuredId)>;

/// Finds the fields through which a struct would hold itself by value.
///
/// Only single values count: a collection is on the heap already, an enum boxes its variants, and
/// a navigation property is kept as text.
pub(super) fn find(model: &Model, symbols: &Symbols) -> Boxed {
    let shapes = &symbols.shapes;
    let mut graph = DiGraph::<(), ()>::with_capacity(shapes.len(), 0);
    let nodes: Vec<_> = shapes.iter().map(|_| graph.add_node(())).collect();
    let mut edges = Vec::new();
    let written = |id: &StructuredId| shapes[id.0 as usize] != Shape::Omitted;
    for owner in model.structured_ids().filter(written) {
        let properties = model
            .ancestry(owner)
            .flat_map(|id| &model.structured(id).properties);
        for property in properties.filter(|property| !property.ty.collection) {
            let Type::Structured(target) = property.ty.ty else {
                continue;
            };
            let target = symbols.versions.newest(target);
            if shapes[target.0 as usize] == Shape::Struct {
                graph.add_edge(nodes[owner.0 as usize], nodes[target.0 as usize], ());
                edges.push((owner, target));
            }
        }
    }
    let mut component = vec![0; shapes.len()];
    for (number, members) in kosaraju_scc(&graph).into_iter().enumerate() {
        for node in members {
            component[node.index()] = number;
        }
    }
    edges
        .into_iter()
        .filter(|(owner, target)| component[owner.0 as usize] == component[target.0 as usize])
        .collect()
}
