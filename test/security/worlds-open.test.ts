import { comparesAt } from './worlds/compare.ts';

comparesAt('self-assessment', 'portfolio', 'panel-named');
