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

// KeyedLocks is a set of locks.
type KeyedLocks = keyedLocks

// NewKeyedLocks makes a set of locks.
func NewKeyedLocks() *KeyedLocks { return newKeyedLocks() }

// Lock takes a lock.
func (k *KeyedLocks) Lock(ctx context.Context, key string) (func(), error) { return k.lock(ctx, key) }

// Len counts the entries that are kept.
func (k *KeyedLocks) Len() int {
	k.mu.Lock()
	defer k.mu.Unlock()
	return len(k.locks)
}

// Users counts who holds a lock or waits for it.
func (k *KeyedLocks) Users(key string) int {
	k.mu.Lock()
	defer k.mu.Unlock()
	if l, ok := k.locks[key]; ok {
		return l.users
	}
	return 0
}

// BotLocks returns the write locks of a client.
func (c *Client) BotLocks() *KeyedLocks { return c.botLocks }

// SystemSleep is the wait that is used outside tests.
func SystemSleep(ctx context.Context, d time.Duration) error { return systemClock().sleep(ctx, d) }

// ListUsers counts the callers that wait for the domains of a bot.
func (c *Client) ListUsers(botID string) int {
	c.domains.mu.Lock()
	defer c.domains.mu.Unlock()
	if l, ok := c.domains.lists[listKey{botID: botID}]; ok {
		return l.users
	}
	return 0
}

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
