/** The API of scripts. */
package org.curlew.pipeline.rest;
