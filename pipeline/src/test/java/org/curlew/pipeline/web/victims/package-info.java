/** What the pages of victim identification rest on. */
package org.curlew.pipeline.web.victims;
