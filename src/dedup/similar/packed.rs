//! A sketch as bytes, the way the store keeps it: keys four bytes each, rare words two, little-endian.

/// Keys as bytes.
pub fn pack(keys: &[i32]) -> Vec<u8> {
    keys.iter().flat_map(|key| key.to_le_bytes()).collect()
}

/// What [`pack`] made; a broken rest is left out.
pub fn unpack(bytes: &[u8]) -> Vec<i32> {
    let (keys, _) = bytes.as_chunks::<4>();
    keys.iter().map(|key| i32::from_le_bytes(*key)).collect()
}

/// Rare words as bytes.
pub fn pack_rare(words: &[u16]) -> Vec<u8> {
    words.iter().flat_map(|word| word.to_le_bytes()).collect()
}

/// What [`pack_rare`] made; a broken rest is left out.
pub fn unpack_rare(bytes: &[u8]) -> Vec<u16> {
    let (words, _) = bytes.as_chunks::<2>();
    words.iter().map(|word| u16::from_le_bytes(*word)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_unpacks() {
        let keys = [1, -1, i32::MAX, -i32::MAX];
        assert_eq!(unpack(&pack(&keys)), keys);
        assert_eq!(unpack(&[1, 0, 0, 0, 9]), [1]);
        let words = [0, 1, u16::MAX];
        assert_eq!(unpack_rare(&pack_rare(&words)), words);
        assert_eq!(unpack_rare(&[1, 0, 9]), [1]);
    }
}
