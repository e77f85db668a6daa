// The try-it page: signs nothing and stores nothing; it only fills in what every request needs.
"use strict";
(() => {
  const place = document.getElementById("docs");
  SwaggerUIBundle({
    url: "/api/openapi.json",
    domNode: place,
    deepLinking: true,
    docExpansion: "none",
    filter: true,
    tagsSorter: "alpha",
    validatorUrl: null,
    requestInterceptor: (request) => {
      request.headers["Accept-Language"] = place.dataset.language;
      return request;
    },
  });
})();
