// SPDX-License-Identifier: MPL-2.0

package providerdata

// PlanRegistration notes that this plan sets whether only selected members may use a bot
// in a domain, and returns how many members of it were planned before.
func (d *Data) PlanRegistration(botID, domainID string, selectedOnly bool) (members int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	key := [2]string{botID, domainID}
	d.registrations[key] = selectedOnly
	return d.members[key]
}

// PlanMember notes that this plan has a member of a bot in a domain.
func (d *Data) PlanMember(botID, domainID string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.members == nil {
		d.members = map[[2]string]int{}
	}
	d.members[[2]string{botID, domainID}]++
}

// PlannedRegistration returns what [Data.PlanRegistration] has noted. planned is false
// for a registration that this plan has not come to, or that Terraform does not manage.
func (d *Data) PlannedRegistration(botID, domainID string) (selectedOnly, planned bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	selectedOnly, planned = d.registrations[[2]string{botID, domainID}]
	return selectedOnly, planned
}
