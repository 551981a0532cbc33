/** Cases, people and exhibits as versioned entries. */
package org.curlew.pipeline.rest.register;
