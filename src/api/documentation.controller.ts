import { Controller, Get, Header, Injectable } from '@nestjs/common';
import { ApiExcludeController, type OpenAPIObject } from '@nestjs/swagger';
import { documentationPage } from './documentation.page.js';

/** The generated description of the API; set once at the start. */
@Injectable()
export class OpenApiDocument {
  document: OpenAPIObject;
}

@ApiExcludeController()
@Controller('api')
export class DocumentationController {
  constructor(private readonly openApi: OpenApiDocument) {}

  @Get('openapi.json')
  @Header('content-type', 'application/json; charset=utf-8')
  json(): string {
    return JSON.stringify(this.openApi.document);
  }

  @Get('docs')
  @Header('content-type', 'text/html; charset=utf-8')
  docs(): string {
    return documentationPage(this.openApi.document);
  }
}
