// SPDX-License-Identifier: MPL-2.0

package server

import (
	"context"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

// stateVersion is the version of the schemas of all resources: none has changed in a way
// that older states do not fit.
const stateVersion = 0

// currentServer returns a state of the current version as it came. The CLI asks for an
// upgrade of each object in each process. The framework decodes the state then, checks it
// and encodes it again, a tenth of the computing of a plan, and more than that of a
// destroy. The CLI does the same with the response, and before its question it removes
// attributes that the schema does not have.
type currentServer struct{ frameworkServer }

func (s currentServer) UpgradeResourceState(ctx context.Context, req *tfprotov6.UpgradeResourceStateRequest) (*tfprotov6.UpgradeResourceStateResponse, error) {
	if req.Version != stateVersion || req.RawState == nil || len(req.RawState.JSON) == 0 {
		return s.frameworkServer.UpgradeResourceState(ctx, req)
	}
	return &tfprotov6.UpgradeResourceStateResponse{UpgradedState: &tfprotov6.DynamicValue{JSON: req.RawState.JSON}}, nil
}
