import '@angular/compiler';
import { Component, provideZonelessChangeDetection, signal } from '@angular/core';
import { FormsModule } from '@angular/forms';
import { bootstrapApplication } from '@angular/platform-browser';

const [, tag = 'textarea'] = location.hash.split(':');
const value = signal(window.START);

const Field = Component({
  selector: '#place',
  imports: [FormsModule],
  template: `<${tag} id="field" [ngModel]="value()" (ngModelChange)="value.set($event)"></${tag}>`.replace('</input>', ''),
})(
  class {
    value = value;
  },
);
await bootstrapApplication(Field, { providers: [provideZonelessChangeDetection()] });

window.editor = { target: '#field', model: () => value(), markup: () => value() };
