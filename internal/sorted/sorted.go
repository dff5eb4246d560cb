// SPDX-License-Identifier: MPL-2.0

// Package sorted sorts lists of structs. slices.SortFunc would do, but the compiler makes
// one of it for each struct, of some twenty kilobytes: a tenth of a megabyte in all.
package sorted

import "sort"

// By sorts a list in place, by a function as slices.SortFunc takes it.
func By[E any](list []E, compare func(a, b E) int) {
	sort.Slice(list, func(i, j int) bool { return compare(list[i], list[j]) < 0 })
}
