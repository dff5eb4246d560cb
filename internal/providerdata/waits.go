// SPDX-License-Identifier: MPL-2.0

package providerdata

import (
	"context"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
)

type waitsKey struct{}

// WithWaits returns a context that has tell called at the beginning of each wait of the
// requests that are sent with it. A wait for a token may begin after the call has ended.
func WithWaits(ctx context.Context, tell func(lineworks.Wait)) context.Context {
	return context.WithValue(ctx, waitsKey{}, tell)
}

// TellWait calls the function of [WithWaits], if there is one.
func TellWait(ctx context.Context, w lineworks.Wait) {
	if tell, ok := ctx.Value(waitsKey{}).(func(lineworks.Wait)); ok {
		tell(w)
	}
}
