//! Turns a path with wildcards into the ways of the model that it takes, and the entities it ends at.

use std::collections::{HashMap, HashSet, VecDeque};

use super::cuts::Cuts;
use super::entry::Segment;
use super::ways::{Node, Way, Ways};
use crate::model::OperationId;

/// What is looked for.
pub(super) enum Goal<'g> {
    /// Every path that fits.
    Path(&'g [Segment]),
    /// The shortest paths to each of these operations; a key adds no length to a path.
    Operations(&'g HashSet<OperationId>),
}

/// The paths from the container that lead to a goal, as the graph of what they have in common.
#[derive(Debug, Default)]
pub(super) struct Walk {
    states: Vec<State>,
    steps: Vec<Step>,
}

/// A place on the way: two paths that stand there have everything before them in common.
#[derive(Clone, Copy, Debug)]
struct State {
    node: Node,
    /// How many segments of the goal are done.
    at: usize,
    /// What may still be cut.
    cut: u32,
    /// The segments before it, keys aside.
    depth: usize,
    /// The state before it on a shortest path, and the way from there, where it is one of its own.
    before: Option<(usize, Option<Way>)>,
    is_done: bool,
    /// It is on a path that reaches the goal.
    is_live: bool,
}

#[derive(Clone, Copy, Debug)]
struct Step {
    from: usize,
    to: usize,
    /// None where `**` comes to its end.
    way: Option<Way>,
    is_live: bool,
}

impl Walk {
    /// Follows every path as far as the goal lets it, and keeps those that reach it.
    pub(super) fn find(goal: &Goal<'_>, ways: &mut Ways<'_>, cuts: &mut Cuts<'_>) -> Self {
        let Some(cut) = cuts.start() else {
            return Self::default();
        };
        let mut walker = Walker {
            goal,
            walk: Self::default(),
            numbers: HashMap::new(),
            open: VecDeque::new(),
        };
        walker.reach(Node::Root, 0, cut, 0, None);
        while let Some(state) = walker.open.pop_front() {
            if !std::mem::replace(&mut walker.walk.states[state].is_done, true) {
                walker.go_on(state, ways, cuts);
            }
        }
        let mut walk = walker.walk;
        walk.prune(goal);
        walk
    }

    /// The ways that are taken, each with where it leads and its number.
    pub(super) fn ways(&self) -> impl Iterator<Item = (Way, Node, usize)> {
        let steps = self.steps.iter().enumerate();
        let live = steps.filter(|(_, step)| step.is_live);
        live.filter_map(|(number, step)| Some((step.way?, self.states[step.to].node, number)))
    }

    /// Where paths end: nodes with their states.
    pub(super) fn ends<'w>(
        &'w self,
        goal: &'w Goal<'_>,
    ) -> impl Iterator<Item = (Node, usize)> + 'w {
        let states = self.states.iter().enumerate();
        let ends = states.filter(|(_, state)| state.is_live && state.at == goal.length());
        ends.map(|(number, state)| (state.node, number))
    }

    /// A path that ends with a way, by its number.
    pub(super) fn path_over(&self, step: usize, ways: &Ways<'_>) -> String {
        let Step { from, way, .. } = self.steps[step];
        let last = way.map(|way| ways.segment(way)).unwrap_or_default();
        match self.path(from, ways) {
            before if before.is_empty() => last,
            before => format!("{before}/{last}"),
        }
    }

    /// The path to a state, a shortest one.
    pub(super) fn path(&self, state: usize, ways: &Ways<'_>) -> String {
        let mut segments = Vec::new();
        let mut next = self.states[state].before;
        while let Some((before, way)) = next {
            segments.extend(way.map(|way| ways.segment(way)));
            next = self.states[before].before;
        }
        segments.reverse();
        segments.join("/")
    }

    /// Marks what lies on a path to the goal.
    fn prune(&mut self, goal: &Goal<'_>) {
        let mut into: Vec<Vec<usize>> = vec![Vec::new(); self.states.len()];
        for (number, step) in self.steps.iter().enumerate() {
            into[step.to].push(number);
        }
        let mut open: Vec<usize> = match goal {
            Goal::Path(_) => {
                let states = self.states.iter().enumerate();
                let ends = states.filter(|(_, state)| state.at == goal.length());
                ends.map(|(number, _)| number).collect()
            }
            Goal::Operations(_) => self.keep_shortest(),
        };
        while let Some(state) = open.pop() {
            if std::mem::replace(&mut self.states[state].is_live, true) {
                continue;
            }
            for &step in &into[state] {
                let from = self.steps[step].from;
                if self.is_wanted(goal, step) {
                    self.steps[step].is_live = true;
                    open.push(from);
                }
            }
        }
    }

    /// Whether a step on the way to a live state is on a path that is looked for.
    fn is_wanted(&self, goal: &Goal<'_>, step: usize) -> bool {
        let Step { from, to, way, .. } = self.steps[step];
        match goal {
            Goal::Path(_) => true,
            Goal::Operations(_) => {
                self.states[to].depth == self.states[from].depth + length(way)
                    && self.states[to].at < goal.length()
            }
        }
    }

    /// Marks the last steps of the shortest paths to each operation, and gives the states before them.
    fn keep_shortest(&mut self) -> Vec<usize> {
        let last = |step: &Step| match step.way {
            Some(Way::Operation(id) | Way::Import(_, id)) if self.states[step.to].at == 2 => {
                Some((id, self.states[step.from].depth))
            }
            _ => None,
        };
        let lasts: Vec<Option<(OperationId, usize)>> = self.steps.iter().map(last).collect();
        let mut least: HashMap<OperationId, usize> = HashMap::new();
        for &(id, depth) in lasts.iter().flatten() {
            let known = least.entry(id).or_insert(depth);
            *known = depth.min(*known);
        }
        let mut before = Vec::new();
        for (step, last) in self.steps.iter_mut().zip(lasts) {
            if last.is_some_and(|(id, depth)| least[&id] == depth) {
                step.is_live = true;
                before.push(step.from);
            }
        }
        before
    }
}

impl Goal<'_> {
    /// The position of a state that has reached the goal.
    fn length(&self) -> usize {
        match self {
            Self::Path(segments) => segments.len(),
            Self::Operations(_) => 2,
        }
    }

    fn is_deep(&self, at: usize) -> bool {
        match self {
            Self::Path(segments) => segments.get(at) == Some(&Segment::Deep),
            Self::Operations(_) => at == 0,
        }
    }

    /// Whether a segment says by name where it leads.
    fn is_named(&self, at: usize) -> bool {
        matches!(self, Self::Path(segments) if matches!(segments.get(at), Some(Segment::Named(_))))
    }

    fn takes(&self, at: usize, way: Way, ways: &Ways<'_>) -> bool {
        match self {
            // what stands at the end of a path comes with its operations, and a collection with its entities
            Self::Path(segments) if at == segments.len() => {
                matches!(way, Way::Key | Way::Operation(_))
            }
            Self::Path(segments) => ways.fits(&segments[at], way),
            Self::Operations(_) if at == 0 => true,
            Self::Operations(wanted) => {
                matches!(way, Way::Operation(id) | Way::Import(_, id) if at == 1 && wanted.contains(&id))
            }
        }
    }
}

/// What a way adds to the length of a path.
fn length(way: Option<Way>) -> usize {
    usize::from(!matches!(way, None | Some(Way::Key)))
}

struct Walker<'g> {
    goal: &'g Goal<'g>,
    walk: Walk,
    numbers: HashMap<(usize, usize, u32), usize>,
    /// Shorter paths first.
    open: VecDeque<usize>,
}

impl Walker<'_> {
    fn go_on(&mut self, from: usize, ways: &mut Ways<'_>, cuts: &mut Cuts<'_>) {
        let State {
            node,
            at,
            cut,
            depth,
            ..
        } = self.walk.states[from];
        let is_deep = self.goal.is_deep(at);
        if is_deep {
            self.step(from, None, (node, at + 1, cut, depth));
        }
        let at_end = at == self.goal.length();
        if at_end && (node == Node::Root || matches!(self.goal, Goal::Operations(_))) {
            return;
        }
        let mut steps: Vec<(Way, Node)> = ways.leaving(node).to_vec();
        steps.retain(|&(way, _)| self.goal.takes(at, way, ways));
        if !self.goal.is_named(at) {
            steps = steps
                .into_iter()
                .filter_map(|step| ways.staying_home(step))
                .collect();
        }
        if let Goal::Path(segments) = self.goal
            && let Some(Segment::Named(name)) = segments.get(at)
            && steps.is_empty()
        {
            steps.extend(ways.by_name(node, name));
        }
        for (way, to) in steps {
            let Some(cut) = cuts.after(cut, way, ways) else {
                continue;
            };
            let next = if is_deep || at_end { at } else { at + 1 };
            // beyond the end of a path only what an operation gives is of interest, not where it leads
            let to = if at_end && way != Way::Key {
                Node::End
            } else {
                to
            };
            self.step(from, Some(way), (to, next, cut, depth + length(Some(way))));
        }
    }

    fn step(&mut self, from: usize, way: Option<Way>, to: (Node, usize, u32, usize)) {
        let (node, at, cut, depth) = to;
        let to = self.reach(node, at, cut, depth, Some((from, way)));
        self.walk.steps.push(Step {
            from,
            to,
            way,
            is_live: false,
        });
    }

    /// The number of a state, which is open where it is new or nearer than it was.
    fn reach(
        &mut self,
        node: Node,
        at: usize,
        cut: u32,
        depth: usize,
        before: Option<(usize, Option<Way>)>,
    ) -> usize {
        let next = self.walk.states.len();
        let number = *self.numbers.entry((node.index(), at, cut)).or_insert(next);
        if number == next {
            self.walk.states.push(State {
                node,
                at,
                cut,
                depth,
                before,
                is_done: false,
                is_live: false,
            });
        } else if depth < self.walk.states[number].depth {
            let known = &mut self.walk.states[number];
            (known.depth, known.before) = (depth, before);
        } else {
            return number;
        }
        let is_as_near = before.is_none_or(|(_, way)| length(way) == 0);
        match is_as_near {
            true => self.open.push_front(number),
            false => self.open.push_back(number),
        }
        number
    }
}
