/** The ledger under writers, roll-backs and attackers. */
package org.curlew.storage.ledger;
