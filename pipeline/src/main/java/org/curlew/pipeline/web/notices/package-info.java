/** What the clocks tell a person, kept until it is acknowledged. */
package org.curlew.pipeline.web.notices;
