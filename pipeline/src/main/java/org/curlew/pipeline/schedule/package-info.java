/** What runs by the clock: obligations and their escalations, ledger checkpoints, capacity; kept by Quartz in the database. */
package org.curlew.pipeline.schedule;
