/** What the court asks: figures with the query behind each, the SFR1 data sheet, and exports of an exhibit to other tools. */
package org.curlew.grading.statistics;
