// SPDX-License-Identifier: MPL-2.0

package lineworks

import (
	"context"
	"time"
)

// The kinds of a failed attempt.
const (
	NoFault   = noFault
	NotSent   = notSent
	Hopeless  = hopeless
	Broken    = broken
	TimedOut  = timedOut
	Cancelled = cancelled
)

// Fault is the kind of a failed attempt.
type Fault = fault

// Operation is an operation of the table.
type Operation = operation

// Operations is the whole table, by name.
func Operations() map[string]Operation {
	out := make(map[string]Operation)
	for _, op := range []operation{
		opIssueToken, opRevokeToken, opListBots, opCreateBot, opGetBot, opUpdateBot, opDeleteBot,
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

// RetryWait is the retry rule.
func RetryWait(op Operation, f Fault, status int) (time.Duration, bool) {
	return retryWait(op, result{fault: f, status: status}, 0)
}

// Fill fills the path of an operation.
func Fill(op Operation, ids ...string) (string, error) { return op.fill(ids) }

// LockBot takes the write lock of a bot.
func (c *Client) LockBot(ctx context.Context, id string) (func(), error) {
	return c.botWrites.Lock(ctx, id)
}

// SystemSleep is the wait that is used outside tests.
func SystemSleep(ctx context.Context, d time.Duration) error { return systemClock().sleep(ctx, d) }

// Keep takes over a token, as the end of a request does.
func (s *ServiceAccountSource) Keep(token Token, renewAt time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.current, s.renewAt = token, renewAt
}

// Request is what one of the callers does that need a token at the same time.
func (s *ServiceAccountSource) Request(ctx context.Context) (Token, error) {
	return s.cachedOrFetched(ctx)
}
