// SPDX-License-Identifier: MPL-2.0

package lineworks

import (
	"context"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/auth"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/rest"
)

// Operations is the whole table, by name.
func Operations() map[string]rest.Operation {
	out := make(map[string]rest.Operation)
	for _, op := range []rest.Operation{
		auth.OpIssueToken, auth.OpRevokeToken, opListBots, opCreateBot, opGetBot, opUpdateBot, opDeleteBot,
		opGetPersistentMenu, opSetPersistentMenu, opDeletePersistentMenu, opIssueSecret,
		opListRichMenus, opCreateRichMenu, opGetRichMenu, opDeleteRichMenu, opSetRichMenuImage, opGetRichMenuImage,
		opSetDefaultRichMenu, opGetDefaultRichMenu, opDeleteDefaultRichMenu,
		opSetUserRichMenu, opGetUserRichMenu, opDeleteUserRichMenu,
		opListDomains, opRegisterDomain, opUpdateDomain, opDeleteDomain,
		opListDomainMembers, opAddDomainMember, opDeleteDomainMember,
		opCreateAttachment, opUploadAttachment,
		opCreateChannel, opGetChannel, opListChannelMembers, opLeaveChannel,
		opSendToUser, opSendToChannel,
	} {
		out[op.String()] = op
	}
	return out
}

// LockBot takes the write lock of a bot.
func (c *Client) LockBot(ctx context.Context, id string) (func(), error) {
	return c.botWrites.Lock(ctx, id)
}
