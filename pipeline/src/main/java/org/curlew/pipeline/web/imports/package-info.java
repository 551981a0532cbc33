/** A force's spreadsheets and referral reports through the browser. */
package org.curlew.pipeline.web.imports;
