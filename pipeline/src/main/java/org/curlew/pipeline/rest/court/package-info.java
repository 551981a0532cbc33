/** What the court asks of a case or an exhibit, for download: the SFR1 data sheet, DFXML and CASE/UCO. */
package org.curlew.pipeline.rest.court;
