//! Memory that begins on a cache line, so that no vector load straddles two.

use std::ops::{Deref, DerefMut};

const LINE: usize = 64;

/// A slice of numbers whose first element lies on a 64-byte boundary.
pub(super) struct Buffer<T> {
    storage: Vec<T>,
    start: usize,
    len: usize,
}

impl<T: Copy + Default> Buffer<T> {
    pub fn new(len: usize) -> Buffer<T> {
        let storage = vec![T::default(); len + LINE / size_of::<T>()];
        let start = storage.as_ptr().align_offset(LINE);
        Buffer { storage, start, len }
    }

    /// Makes room for `len` numbers. What was in it may be lost.
    pub fn grow(&mut self, len: usize) {
        if len > self.len {
            *self = Buffer::new(len);
        }
    }
}

impl<T: Copy + Default> Default for Buffer<T> {
    fn default() -> Self {
        Buffer::new(0)
    }
}

impl<T> Deref for Buffer<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.storage[self.start..][..self.len]
    }
}

impl<T> DerefMut for Buffer<T> {
    fn deref_mut(&mut self) -> &mut [T] {
        &mut self.storage[self.start..][..self.len]
    }
}
