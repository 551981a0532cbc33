/** The clocks on Quartz: two nodes on one database. */
package org.curlew.pipeline.schedule;
