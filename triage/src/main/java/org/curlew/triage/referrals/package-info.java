/** Referrals from the NCA and others, peer-to-peer alerts and warrants. */
package org.curlew.triage.referrals;
