// SPDX-License-Identifier: MPL-2.0

package redact

import "bytes"

const (
	// minPiece is the length of the shortest piece of a secret that is found.
	minPiece = 12
	// minSecret is the length of the shortest secret.
	minSecret = 4
	// block and stride: among any 7 neighboring offsets, one is a multiple of 7, so a
	// piece of 12 bytes holds a block of 6 bytes that begins at a multiple of 7. Only
	// those blocks of a text are looked up.
	block  = 6
	stride = minPiece - block + 1
)

// index finds pieces of secrets.
type index struct {
	long   [][]byte // secrets of at least minPiece bytes
	short  [][]byte // the others, which are found as a whole
	blocks map[uint64][]place
	// filter tells without a look-up that most blocks of a text are in no secret.
	filter [1 << 10]uint64
}

// place is where a block stands in index.long.
type place struct{ secret, at int32 }

func newIndex(values []string) *index {
	ix := &index{blocks: map[uint64][]place{}}
	for _, value := range values {
		secret := rawView(value).visible().folded()
		switch {
		case len(secret) < minSecret:
			continue
		case len(secret) < minPiece:
			ix.short = append(ix.short, secret)
			continue
		}
		for at := range len(secret) - block + 1 {
			key := blockAt(secret, at)
			ix.blocks[key] = append(ix.blocks[key], place{secret: int32(len(ix.long)), at: int32(at)}) //nolint:gosec // a secret is shorter than 2 GiB
			word, bit := filterBit(key)
			ix.filter[word] |= bit
		}
		ix.long = append(ix.long, secret)
	}
	return ix
}

func blockAt(b []byte, i int) uint64 {
	b = b[i : i+block]
	return uint64(b[0]) | uint64(b[1])<<8 | uint64(b[2])<<16 | uint64(b[3])<<24 | uint64(b[4])<<32 | uint64(b[5])<<40
}

func filterBit(key uint64) (word int, bit uint64) {
	hash := key * 0x9e3779b97f4a7c15 >> 48
	return int(hash >> 6), 1 << (hash & 63)
}

// find calls found for each piece of a secret in text, with its bounds.
func (ix *index) find(text []byte, found func(from, to int)) {
	for _, secret := range ix.short {
		for from := 0; ; {
			i := bytes.Index(text[from:], secret)
			if i < 0 {
				break
			}
			found(from+i, from+i+len(secret))
			from += i + 1
		}
	}
	if len(ix.long) == 0 {
		return
	}
	for i := 0; i+block <= len(text); {
		next := i + stride
		key := blockAt(text, i)
		if word, bit := filterBit(key); ix.filter[word]&bit != 0 {
			for _, p := range ix.blocks[key] {
				if from, to := extend(text, i, ix.long[p.secret], int(p.at)); to-from >= minPiece {
					found(from, to)
					// A piece that reaches further has its last 12 bytes from here on.
					if rest := to - minPiece + 1; rest > next {
						next = (rest + stride - 1) / stride * stride
					}
				}
			}
		}
		i = next
	}
}

// extend returns the bounds in text of the longest common piece around a block that
// stands at i in text and at j in secret.
func extend(text []byte, i int, secret []byte, j int) (from, to int) {
	from, to = i, i+block
	for k := j; from > 0 && k > 0 && text[from-1] == secret[k-1]; k-- {
		from--
	}
	for k := j + block; to < len(text) && k < len(secret) && text[to] == secret[k]; k++ {
		to++
	}
	return from, to
}
