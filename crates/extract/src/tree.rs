//! The dependency tree of a document, indexed once: children in order, and the stretch of text below each word.

use hearsay_nlp::{Deprel, Document};
use std::ops::Range;

/// Children and subtrees of every token of one document.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    /// For every token, where its children begin in `children`; one more at the end.
    starts: Vec<u32>,
    children: Vec<u32>,
    /// For every token the first and one past the last token of its subtree.
    spans: Vec<Range<u32>>,
}

impl Tree {
    /// Indexes the tree: two passes over the tokens.
    pub fn new(document: &Document) -> Tree {
        let tokens = &document.tokens;
        let mut starts = vec![0u32; tokens.len() + 1];
        let governed =
            || tokens.iter().enumerate().filter(|(i, token)| token.head != *i && token.head < tokens.len());
        for (_, token) in governed() {
            starts[token.head + 1] += 1;
        }
        for i in 0..tokens.len() {
            starts[i + 1] += starts[i];
        }
        let mut next = starts.clone();
        let mut children = vec![0u32; starts[tokens.len()] as usize];
        for (i, token) in governed() {
            children[next[token.head] as usize] = i as u32;
            next[token.head] += 1;
        }
        let mut spans: Vec<Range<u32>> = (0..tokens.len() as u32).map(|i| i..i + 1).collect();
        for i in 0..tokens.len() {
            // Every word widens its governors up to the root; the bound keeps a malformed tree from looping.
            let mut at = i;
            for _ in 0..tokens.len() {
                let head = tokens[at].head;
                if head == at || head >= tokens.len() {
                    break;
                }
                at = head;
                spans[at].start = spans[at].start.min(i as u32);
                spans[at].end = spans[at].end.max(i as u32 + 1);
            }
        }
        Tree { starts, children, spans }
    }

    /// Dependents of token `i`, in order.
    pub fn children(&self, i: usize) -> impl DoubleEndedIterator<Item = usize> + Clone + '_ {
        self.children[self.starts[i] as usize..self.starts[i + 1] as usize]
            .iter()
            .map(|&child| child as usize)
    }

    /// From the first to one past the last token that hangs below `i`, itself included.
    pub fn subtree(&self, i: usize) -> Range<usize> {
        self.spans[i].start as usize..self.spans[i].end as usize
    }

    /// The first dependent with one of these relations.
    pub fn child(&self, document: &Document, i: usize, relations: &[Deprel]) -> Option<usize> {
        self.children(i).find(|&child| relations.contains(&document.tokens[child].deprel))
    }
}
